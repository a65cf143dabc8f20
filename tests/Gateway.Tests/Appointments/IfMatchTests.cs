using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>If-Match on PUT and DELETE. The appointment's ETag is "2": it was booked and changed once.</summary>
public sealed class IfMatchTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    public static TheoryData<string, string> Matching => OnBothVerbs(
        "\"2\"", "*", "\"1\", \"2\"", "\"2\",\"3\"", "\"other\", \"2\"",
        "\"2\"\r\nIf-Match: \"3\"", "\"1\"\r\nIf-Match: \"2\"");

    public static TheoryData<string, string> NotMatching => OnBothVerbs(
        "\"1\"", "\"3\"", "\"1\", \"3\"", "\"02\"", "\"\"", "\"other\"", "\"99999999999999999999\"", "\"-2\"");

    public static TheoryData<string, string> Malformed => OnBothVerbs(
        "2", "\"2", "2\"", "", "W/\"2\"", "\"2\", W/\"1\"", "\"2\" \"3\"", "*, \"2\"", "\"2\", *", "**", "\"2\", 3");

    [Theory]
    [MemberData(nameof(Matching))]
    public async Task Tag_that_matches_lets_the_change_through(string verb, string tags)
    {
        var (clinic, id) = await Changed();

        (await Send(clinic, verb, id, tags)).Succeeded();
    }

    [Theory]
    [MemberData(nameof(NotMatching))]
    public async Task Tag_that_does_not_match_is_refused_with_412(string verb, string tags)
    {
        var (clinic, id) = await Changed();

        var answer = await Send(clinic, verb, id, tags);

        answer.Refused(VersionMismatch);
        await AssertUntouched(clinic, id);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Tag_that_is_weak_or_malformed_is_refused_with_400(string verb, string tags)
    {
        var (clinic, id) = await Changed();

        var answer = await Send(clinic, verb, id, tags);

        answer.Refused(MatchMalformed);
        await AssertUntouched(clinic, id);
    }

    [Fact]
    public async Task Tag_of_every_answer_is_the_one_to_send_next()
    {
        var clinic = await Clinic.Open(gateway);
        var booked = (await clinic.AsPatient.Book(clinic.Visit())).Succeeded();

        var changed = (await Send(clinic, "PUT", booked.Id(), booked.Headers["ETag"])).Succeeded();
        var read = (await clinic.AsPatient.Read(booked.Id())).Succeeded();

        Assert.Equal(changed.Headers["ETag"], read.Headers["ETag"]);
        (await Send(clinic, "DELETE", booked.Id(), booked.Headers["ETag"])).Refused(VersionMismatch);
        (await Send(clinic, "DELETE", booked.Id(), read.Headers["ETag"])).Succeeded();
    }

    [Fact]
    public async Task Changes_with_one_tag_at_once_are_one()
    {
        var (clinic, id) = await Changed();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => clinic.AsStaff.Reschedule(
            id, clinic.Visit(number * 15), "If-Match: \"2\"")));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(VersionMismatch));
    }

    [Fact]
    public async Task If_None_Match_is_ignored()
    {
        var (clinic, id) = await Changed();

        var (_, path, token) = clinic.AsPatient;
        var answer = await gateway.Send("GET", $"{path}/{id}", token, null, "If-None-Match: \"2\"");

        answer.Succeeded();
    }

    private async Task<(Clinic, string)> Changed()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        (await clinic.AsPatient.Reschedule(id, clinic.Visit(30))).Succeeded();
        return (clinic, id);
    }

    private static Task<RawAnswer> Send(Clinic clinic, string verb, string id, string tags) => verb == "PUT"
        ? clinic.AsPatient.Reschedule(id, clinic.Visit(60), $"If-Match: {tags}")
        : clinic.AsPatient.Cancel(id, $"If-Match: {tags}");

    private static async Task AssertUntouched(Clinic clinic, string id)
    {
        var stored = (await clinic.AsPatient.Read(id)).Succeeded();
        Assert.Equal("\"2\"", stored.Headers["ETag"]);
        Assert.Equal(30, clinic.Minute((string)stored.Json["startTime"]!));
    }

    private static TheoryData<string, string> OnBothVerbs(params string[] headers)
    {
        var calls = new TheoryData<string, string>();
        foreach (var header in headers)
        {
            calls.Add("PUT", header);
            calls.Add("DELETE", header);
        }

        return calls;
    }
}
