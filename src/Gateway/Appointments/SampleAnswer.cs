namespace Scheduling.Gateway.Appointments;

/// <summary>The answer that the API's page shows for its sample.</summary>
internal static class SampleAnswer
{
    public const string Json = """
        {
          "appointmentId": "eb4c16e2-f499-4b6d-8868-d3912da23fad",
          "patientId": 25937,
          "clinicianId": 6653,
          "appointmentStatusCode": "Scheduled",
          "participants": [
            {
              "participantId": "ce2a065f-8a3a-4bf9-97de-ac931841dee3",
              "person": {
                "id": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21",
                "name": { "given": "Added", "prefix": "", "suffix": "", "family": "Dependent" },
                "providerId": 126,
                "statusCode": 1,
                "contactTypeCode": 1,
                "phones": [
                  { "id": "7dabbbc9-931b-49aa-9917-7e80998f63e8", "use": "home", "value": "11111" },
                  { "id": "f4371631-fb94-413f-bcd2-c6edb46df729", "use": "mobile", "value": "+1-34011111" }
                ]
              },
              "status": 1,
              "attendenceCode": 1,
              "personId": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21",
              "participantTypeCode": 1
            },
            {
              "participantId": "09db6995-a775-4fa0-a7fd-e98be5c5ce94",
              "person": {
                "id": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d",
                "name": { "given": "Bob", "family": "Ivonoff" },
                "providerId": 126,
                "statusCode": 1,
                "contactTypeCode": 2,
                "phones": [
                  { "id": "e000fcbd-7668-48fe-b30c-695ed504de6b", "use": "home", "value": "+37511111" },
                  { "id": "ecc29805-0bd0-4e15-9aaa-f03b004e176f", "use": "mobile", "value": "+38011111" }
                ]
              },
              "status": 1,
              "attendenceCode": 1,
              "personId": "53484dcc-83ea-4e9f-8af7-c93bbeb1445d",
              "participantTypeCode": 2
            }
          ],
          "dismissed": false,
          "serviceTypeName": "Self-Scheduling",
          "availabilityBlockId": "a9799648-b068-4c71-aca1-62ae6717b999",
          "waiveFee": false,
          "startTime": "2019-03-14T17:48:00-04:00",
          "endTime": "2019-03-14T17:50:00-04:00",
          "appointmentTypeCode": 3,
          "intakeMetadata": {
            "concerns": [
              {
                "customCode": { "code": 2305, "description": "Fever (100+)" },
                "isPrimary": true
              }
            ],
            "additionalNotes": ""
          },
          "encounterTypeCode": 3,
          "paymentRequisites": { "cimProfileId": "15886118", "consultationAmount": 7 },
          "where": "+1-34011111",
          "whereUse": "1",
          "serviceTypeId": 307
        }
        """;
}
