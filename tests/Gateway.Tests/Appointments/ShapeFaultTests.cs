using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.RequestShapes;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>All faults of a request's shape are told at once, in the order of the contract's table.</summary>
public sealed class ShapeFaultTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly string Bob = $$"""{"personId":"{{DemoPeople.Bob}}","participantTypeCode":2}""";
    private static readonly string Dependent = $$"""{"personId":"{{DemoPeople.Dependent}}","participantTypeCode":1}""";
    private static readonly string Guardian = $$"""{"personId":"{{DemoPeople.Guardian}}","participantTypeCode":1}""";

    private static readonly string[] Required =
    [
        "availabilityBlockId", "startTime", "endTime", "appointmentTypeCode", "encounterTypeCode", "serviceTypeId",
        "participants", "intakeMetadata", "paymentRequisites",
    ];

    [Theory]
    [InlineData(Patients)]
    [InlineData(Admin)]
    public async Task Post_an_empty_object_hears_of_every_required_member(string door)
    {
        var answer = await gateway.PostAt(door, []);

        answer.AssertFaults(Required);
    }

    [Fact]
    public async Task Put_an_empty_object_hears_the_same_but_for_the_block()
    {
        var answer = await gateway.Send(
            "PUT", $"{Patients}/{Guid.NewGuid()}", gateway.GuardiansToken(), new JsonObject());

        answer.AssertFaults(Required[1..]);
    }

    [Fact]
    public async Task Post_with_everything_wrong_hears_of_everything_in_the_order_of_the_table()
    {
        var answer = await gateway.PostText(
            """
            {
              "whereUse": {}, "where": 1, "holdId": 1, "patientQueueId": 1, "waiveFee": 1,
              "paymentRequisites": {
                "type": 1, "couponCode": 1, "paymentProfileId": 1, "insuranceCompany": 1, "healthPlanId": 1,
                "cimProfileId": 1, "copayAmount": -1, "consultationAmount": "1" },
              "intakeMetadata": {
                "additionalNotes": 1, "concerns": [ { "customCode": { "description": 1 }, "isPrimary": 1 }, 1 ] },
              "participants": [
                { "participantTypeCode": 3, "attendenceCode": 3 }, { "personId": 1, "participantTypeCode": 1 } ],
              "serviceTypeId": "1", "encounterTypeCode": 9, "appointmentTypeCode": 9,
              "endTime": 1, "startTime": 1, "availabilityBlockId": 1
            }
            """);

        answer.AssertFaults(
            "availabilityBlockId", "startTime", "endTime", "appointmentTypeCode", "encounterTypeCode", "serviceTypeId",
            "participants[0].personId", "participants[0].attendenceCode", "participants[0].participantTypeCode",
            "participants[1].personId",
            "intakeMetadata.concerns[0].isPrimary", "intakeMetadata.concerns[0].customCode.code",
            "intakeMetadata.concerns[0].customCode.description", "intakeMetadata.concerns[1]",
            "intakeMetadata.additionalNotes",
            "paymentRequisites.consultationAmount", "paymentRequisites.copayAmount", "paymentRequisites.cimProfileId",
            "paymentRequisites.healthPlanId", "paymentRequisites.insuranceCompany",
            "paymentRequisites.paymentProfileId", "paymentRequisites.couponCode", "paymentRequisites.type",
            "waiveFee", "patientQueueId", "holdId", "where", "whereUse");
    }

    [Fact]
    public async Task Post_faults_inside_zonedTime_are_told_with_their_path()
    {
        var answer = await gateway.PostAt(Patients, Sample().Change(
            "zonedTime", """{"endTime":7,"startTime":"2030-03-06T17:48:00Z","timeZoneId":"1"}"""));

        answer.AssertFaults("zonedTime.timeZoneId", "zonedTime.startTime", "zonedTime.endTime");
    }

    [Fact]
    public async Task Post_what_is_no_time_is_told_beside_zonedTime_too()
    {
        var answer = await gateway.PostAt(Patients, Sample().Change("zonedTime", "7").Change("startTime", "7"));

        answer.AssertFaults("startTime", "zonedTime");
    }

    public static TheoryData<string, string[]> WrongCompanies => new()
    {
        { "[]", ["participants"] },
        { $"[{Bob}]", ["participants"] },
        { $"[{Dependent}]", ["participants"] },
        { $"[{Bob},{Bob}]", ["participants"] },
        { $"[{Dependent},{Guardian}]", ["participants"] },
        { $"[{Bob},{Dependent},{Guardian}]", ["participants"] },
        { $"[{Bob},{Dependent},{Dependent},{Bob}]", ["participants"] },
        { "[{}]", ["participants", "participants[0].personId", "participants[0].participantTypeCode"] },
        {
            """[{"participantTypeCode":1},{"participantTypeCode":1}]""",
            ["participants", "participants[0].personId", "participants[1].personId"]
        },
    };

    [Theory]
    [MemberData(nameof(WrongCompanies))]
    public async Task Post_participants_that_are_not_one_patient_and_one_clinician_are_refused(
        string participants, string[] faults)
    {
        var answer = await gateway.PostAt(Patients, Sample().Change("participants", participants));

        answer.AssertFaults(faults);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_participants_may_come_in_either_order(bool patientFirst)
    {
        var participants = patientFirst ? $"[{Dependent},{Bob}]" : $"[{Bob},{Dependent}]";

        var answer = await gateway.PostAt(Patients, Fresh().Change("participants", participants));

        answer.AssertBooked();
        Assert.Equal(
            [DemoPeople.Dependent.ToString(), DemoPeople.Bob.ToString()],
            answer.Json["participants"]!.AsArray().Select(participant => (string)participant!["personId"]!));
        Assert.All(
            answer.Json["participants"]!.AsArray(),
            participant => Assert.Equal(1, (int)participant!["attendenceCode"]!));
    }

    [Fact]
    public async Task Refused_requests_book_nothing()
    {
        var request = Fresh();

        await gateway.PostAt(Patients, JsonNode.Parse(request.ToJsonString())!.AsObject().Change("whereUse", "{}"));

        (await gateway.PostAt(Patients, request)).AssertBooked();
    }
}
