using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.ReferenceData;

public sealed class ReferenceDataTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Primary =
        """{"name":"consultprimaryconcerns","hospitalId":126,"codes":["""
        + """{"codeId":2305,"text":"Fever (100+)","displayOrder":1},"""
        + """{"codeId":2306,"text":"Cough","displayOrder":2}]}""";

    private const string Secondary =
        """{"name":"consultsecondaryconcerns","hospitalId":126,"codes":["""
        + """{"codeId":2401,"text":"Headache","displayOrder":1}]}""";

    [Theory]
    [InlineData(
        "?hospitalId=126&fields=consultprimaryconcerns%2Cconsultsecondaryconcerns", $"{Primary},{Secondary}", 2)]
    [InlineData("?fields=ConsultSecondaryConcerns,%20consultprimaryconcerns", $"{Secondary},{Primary}", 2)]
    [InlineData("?fields=consultsecondaryconcerns&fields=consultprimaryconcerns", $"{Secondary},{Primary}", 2)]
    [InlineData("?hospitalId=&fields=CONSULTPRIMARYCONCERNS", Primary, 1)]
    public async Task Codesets_are_answered_in_the_order_of_fields(string query, string expected, int total)
    {
        var answer = await gateway.Send("GET", "/api/v2/codesets" + query, gateway.GuardiansToken());

        Assert.Equal($$"""{"data":[{{expected}}],"total":{{total}}}""", answer.Body);
    }

    [Theory]
    [InlineData("?fields=consultprimaryconcerns,unknown", 1000400)]
    [InlineData("?hospitalId=x", 1000400)]
    [InlineData("?hospitalId=126&hospitalId=126", 1000400)]
    [InlineData("?hospitalId=99999999999", 1000400)]
    [InlineData("?hospitalId=127", 1000404)]
    public async Task Codesets_that_do_not_exist_here_are_refused(string query, int code)
    {
        var answer = await gateway.Send("GET", "/api/v2/codesets" + query, gateway.GuardiansToken());

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Codes_are_sorted_by_their_display_order()
    {
        var hospital = TestGateway.Demo();
        hospital["codesets"] = JsonNode.Parse(
            """
            [{"name":"shuffled","codes":[{"codeId":1,"text":"c","displayOrder":9},
              {"codeId":2,"text":"a","displayOrder":-1},{"codeId":3,"text":"b","displayOrder":3}]}]
            """);
        await gateway.Import(hospital);
        gateway.Pass(TimeSpan.FromSeconds(2));

        var answer = await gateway.Send("GET", "/api/v2/codesets?fields=shuffled", gateway.GuardiansToken());

        Assert.Equal([2, 3, 1], answer.Json["data"]![0]!["codes"]!.AsArray().Select(code => (int)code!["codeId"]!));
    }

    [Fact]
    public async Task Time_zones_have_permanent_numbers_and_iana_names()
    {
        var answer = await gateway.Send("GET", "/api/v2/timezones", gateway.AdasToken());

        Assert.StartsWith("""{"data":[{"id":1,"name":"Africa/Abidjan"},""", answer.Body, StringComparison.Ordinal);
        Assert.Contains("""{"id":154,"name":"America/New_York"}""", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("""],"total":450}""", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_types_say_how_long_they_take()
    {
        var answer = await gateway.Send("GET", "/api/v3/service-types", gateway.GuardiansToken());

        Assert.Equal(
            """{"data":[{"id":307,"name":"Self-Scheduling","durationMinutes":15},"""
            + """{"id":308,"name":"Follow-up","durationMinutes":10}],"total":2}""",
            answer.Body);
    }

    [Theory]
    [InlineData("/api/v2/codesets")]
    [InlineData("/api/v2/timezones")]
    [InlineData("/api/v3/service-types")]
    public async Task A_token_is_needed(string path)
    {
        var answer = await gateway.Send("GET", path, token: null);

        Assert.Equal("HTTP/1.1 401 Access token is missing, invalid or expired", answer.StatusLine);
    }
}
