using System.Text.Json.Nodes;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Which requests are the same to an Idempotency-Key: same parsed members, times as instants.</summary>
public sealed class IdempotentRequestTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Key = "Idempotency-Key: one";

    private static readonly int Tokyo = TimeZones.All.Single(zone => zone.Name == "Asia/Tokyo").Id;

    private static readonly Dictionary<string, Func<Clinic, JsonObject, JsonObject>> Rewritten = new()
    {
        ["members in another order"] = (_, visit) => Reversed(visit),
        ["member names in another case"] = (_, visit) => Renamed(visit),
        ["unknown members"] = (_, visit) => visit.With("unheardOf", 1).With("dismissed", true),
        ["null members"] = (_, visit) =>
            visit.With("patientQueueId", null).With("holdId", null).With("zonedTime", null),
        ["defaults written out"] = (_, visit) => visit.With("waiveFee", false),
        ["defaults left out"] = (_, visit) =>
        {
            visit["participants"]![0]!.AsObject().Remove("attendenceCode");
            return visit;
        },
        ["guids in upper case"] = (clinic, visit) =>
            visit.With("availabilityBlockId", $"{clinic.Block}".ToUpperInvariant()),
        ["an amount with a fraction of zero"] = (_, visit) =>
            Paying(visit, """{"cimProfileId": "15886118", "consultationAmount": 7.0}"""),
        ["escaped text"] = (_, visit) => (JsonObject)JsonNode.Parse(
            visit.ToJsonString().Replace("15886118", "\\u0031\\u00358\\u00386118", StringComparison.Ordinal))!,
        ["times with an offset"] = (clinic, visit) => visit
            .With("startTime", Local(clinic, 0, 2) + "+02:00").With("endTime", Local(clinic, 15, 2) + "+02:00"),
        ["times in the caller's zone"] = (clinic, visit) => visit
            .With("startTime", Local(clinic, 0, -5)).With("endTime", Local(clinic, 15, -5)),
        ["times with a fraction of zero"] = (clinic, visit) =>
            visit.With("startTime", Local(clinic, 0, 0) + ".000Z"),
        ["times without seconds"] = (clinic, visit) => visit.With("startTime", Local(clinic, 0, 0)[..16] + "Z"),
        ["zonedTime instead"] = (clinic, visit) => visit.With("startTime", null).With("endTime", null)
            .With("zonedTime", InTokyo(clinic)),
        ["zonedTime that wins over other times"] = (clinic, visit) => visit.With("startTime", "2019-01-01T00:00")
            .With("endTime", "2019-01-01T01:00").With("zonedTime", InTokyo(clinic)),
    };

    private static readonly Dictionary<string, Func<Others, JsonObject, JsonObject>> Different = new()
    {
        ["another start"] = (other, visit) => visit.With("startTime", other.Clinic.At(1)),
        ["another end"] = (other, visit) => visit.With("endTime", other.Clinic.At(14)),
        ["a time in the past"] = (_, visit) => visit.With("startTime", "2019-03-14T17:48:00"),
        ["an unknown time zone"] = (other, visit) =>
        {
            visit["zonedTime"] = InTokyo(other.Clinic);
            visit["zonedTime"]!["timeZoneId"] = 999_999;
            return visit;
        },
        ["another block of the clinician"] = (other, visit) => visit.In(other.Block, other.Clinic.Clinician),
        ["a block that nobody has"] = (other, visit) => visit.In(Guid.NewGuid(), other.Clinic.Clinician),
        ["another patient"] = (other, visit) => visit.ForPatient(other.Patient),
        ["another clinician"] = (other, visit) => visit.In(other.Clinic.Block, other.Clinician),
        ["another type"] = (_, visit) => visit.With("appointmentTypeCode", 2),
        ["another encounter type"] = (_, visit) => visit.With("encounterTypeCode", 4),
        ["another service type"] = (_, visit) => visit.With("serviceTypeId", 308),
        ["an unknown service type"] = (_, visit) => visit.With("serviceTypeId", 999_999),
        ["another attendence of the clinician"] = (_, visit) => Attendence(visit, 0),
        ["another attendence of the patient"] = (_, visit) => Attendence(visit, 1),
        ["another place"] = (_, visit) => visit.With("where", "elsewhere"),
        ["no place"] = (_, visit) => visit.With("where", null),
        ["an empty place"] = (_, visit) => visit.With("where", ""),
        ["another use of the place"] = (_, visit) => visit.With("whereUse", 2),
        ["other notes"] = (_, visit) => Notes(visit, "worse"),
        ["no concerns"] = (_, visit) =>
        {
            visit["intakeMetadata"]!["concerns"] = new JsonArray();
            return visit;
        },
        ["another amount"] = (_, visit) =>
            Paying(visit, """{"cimProfileId": "15886118", "consultationAmount": 7.01}"""),
        ["the amount in another member"] = (_, visit) =>
            Paying(visit, """{"cimProfileId": "15886118", "copayAmount": 7}"""),
        ["a waived fee"] = (_, visit) => visit.With("waiveFee", true),
        ["a queue"] = (_, visit) => visit.With("patientQueueId", Guid.NewGuid()),
        ["a hold"] = (_, visit) => visit.With("holdId", Guid.NewGuid()),
    };

    public static TheoryData<string> Sames => [.. Rewritten.Keys];

    public static TheoryData<string> Anythings => [.. Different.Keys];

    [Theory]
    [MemberData(nameof(Sames))]
    public async Task Request_written_otherwise_is_the_same(string how)
    {
        var clinic = await Clinic.Open(gateway);
        var first = (await clinic.AsStaff.Book(clinic.Visit(), Key)).Succeeded();

        var replay = (await clinic.AsStaff.Book(Rewritten[how](clinic, clinic.Visit()), Key)).Succeeded();

        Assert.Equal(first.Body, replay.Body);
    }

    [Theory]
    [MemberData(nameof(Anythings))]
    public async Task Request_for_anything_else_is_a_misuse_of_the_key(string what)
    {
        var clinic = await Clinic.Open(gateway);
        var others = new Others(
            clinic,
            await clinic.OpenBlock(clinic.Clinician, Clinic.Minutes),
            await clinic.Admit(ContactType.Clinician),
            await clinic.Admit());
        var first = (await clinic.AsStaff.Book(clinic.Visit(), Key)).Succeeded();

        (await clinic.AsStaff.Book(Different[what](others, clinic.Visit()), Key)).Refused(KeyReused);

        Assert.Equal(first.Body, (await clinic.AsStaff.Book(clinic.Visit(), Key)).Body);
    }

    private static JsonObject Reversed(JsonObject node) => new(node.Reverse().Select(member => KeyValuePair.Create(
        member.Key, member.Value is JsonObject inner ? Reversed(inner) : member.Value?.DeepClone())));

    private static JsonObject Renamed(JsonObject node) => new(node.Select(member => KeyValuePair.Create(
        member.Key.ToUpperInvariant(), member.Value is JsonObject inner ? Renamed(inner) : member.Value?.DeepClone())));

    private static JsonObject Paying(JsonObject visit, string payment) =>
        visit.With("paymentRequisites", JsonNode.Parse(payment));

    private static JsonObject Attendence(JsonObject visit, int participant)
    {
        visit["participants"]![participant]!["attendenceCode"] = 2;
        return visit;
    }

    private static JsonObject Notes(JsonObject visit, string notes)
    {
        visit["intakeMetadata"]!["additionalNotes"] = notes;
        return visit;
    }

    private static JsonObject InTokyo(Clinic clinic) => new()
    {
        ["timeZoneId"] = Tokyo,
        ["startTime"] = Local(clinic, 0, 9),
        ["endTime"] = Local(clinic, 15, 9),
    };

    /// <summary>What a clock so many hours east of Greenwich shows.</summary>
    private static string Local(Clinic clinic, int minute, int hours) => clinic.At(minute + (hours * 60)).TrimEnd('Z');

    /// <summary>The clinic that booked first, and what it has besides.</summary>
    private sealed record Others(Clinic Clinic, Guid Block, Guid Clinician, Guid Patient);
}
