using System.Text;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>Bytes that are no HTTP, or almost: what a client that obeys rules cannot send.</summary>
public sealed class MalformedHttpTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const string Good = "Host: x\r\nConnection: close\r\n";
    private const string Json = "Content-Type: application/json\r\n";
    private const string Login = $"POST /api/v3/auth/user-sessions HTTP/1.1\r\n{Good}";

    public static TheoryData<string> Heads => new(
    [
        "", "\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET  HTTP/1.1\r\n\r\n", "GET /api\r\n\r\n",
        "GET /api HTTP/9.9\r\n\r\n",
        "GET /api/v2/timezones HTTP/1.1\r\n\r\n", "GET /api/v2/timezones HTTP/1.1\nHost: x\n\n",
        $"GET api/v2/timezones HTTP/1.1\r\n{Good}\r\n", $"GET * HTTP/1.1\r\n{Good}\r\n",
        $"OPTIONS * HTTP/1.1\r\n{Good}\r\n",
        $"CONNECT x:80 HTTP/1.1\r\n{Good}\r\n", $"GET http://evil.example/api/v2/timezones HTTP/1.1\r\n{Good}\r\n",
        $"GET http:/// HTTP/1.1\r\n{Good}\r\n", $"GET /api/%zz HTTP/1.1\r\n{Good}\r\n",
        $"GET /api/%c0%af HTTP/1.1\r\n{Good}\r\n",
        $"GET /api/%ff%fe HTTP/1.1\r\n{Good}\r\n", $"GET /api/v2/time zones HTTP/1.1\r\n{Good}\r\n",
        $"GET /api/\u00e9 HTTP/1.1\r\n{Good}\r\n", $"GET /../../etc/passwd HTTP/1.1\r\n{Good}\r\n",
        $"GET //api//v2 HTTP/1.1\r\n{Good}\r\n",
        $"GET /api/v2/timezones?%zz=%ff&&&=;# HTTP/1.1\r\n{Good}\r\n",
        $"GET /api/v2/timezones#x HTTP/1.1\r\n{Good}\r\n",
        $"G\u0001T /api HTTP/1.1\r\n{Good}\r\n", $"{new string('G', 9_000)} /api HTTP/1.1\r\n{Good}\r\n",
        $"GET /{new string('a', 9_000)} HTTP/1.1\r\n{Good}\r\n",
        $"GET /api HTTP/1.1\r\n{Good}X: {new string('a', 40_000)}\r\n\r\n",
        $"GET /api HTTP/1.1\r\n{Good}{string.Concat(Enumerable.Range(0, 100).Select(n => $"X-{n}: 1\r\n"))}\r\n",
        $"GET /api HTTP/1.1\r\n{Good} folded: 1\r\n\r\n", $"GET /api HTTP/1.1\r\n{Good}NoColon\r\n\r\n",
        $"GET /api HTTP/1.1\r\n{Good}Host: y\r\n\r\n", $"GET /api HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
        $"GET /api HTTP/1.1\r\n{Good}X : 1\r\n\r\n", $"GET /api HTTP/1.1\r\n{Good}: 1\r\n\r\n",
        $"{Login}Content-Length: -1\r\n\r\n",
        $"{Login}Content-Length: 99999999999999999999\r\n\r\n",
        $"{Login}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{{}}",
        $"{Login}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{{}}",
        $"{Login}Transfer-Encoding: gzip\r\n\r\n{{}}",
        $"{Login}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n",
        $"{Login}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        $"{Login}{Json}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{{}}\r\n0\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n",
        $"GET /api/v2/timezones HTTP/1.1\r\n{Good}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        $"GET /api/v2/timezones HTTP/1.1\r\n{Good}Expect: 100-continue\r\n\r\n",
    ]);

    [Theory]
    [MemberData(nameof(Heads))]
    public async Task Head_that_is_no_HTTP_is_refused_without_a_word_of_what_it_says(string head)
    {
        var answer = await gateway.Raw.Provoke(Encoding.Latin1.GetBytes(head), halfClosed: true);

        Assert.True(answer is null || answer.Status is >= 400 and < 500 or 505, answer?.StatusLine);
        Assert.Null(answer is null ? null : Judge.Fault(answer, mayBeNoHttp: true));
        var all = $"{answer?.Body}{string.Join(' ', answer?.Headers.Values ?? [])}";
        Assert.DoesNotContain("evil", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_hidden_in_a_body_is_not_answered()
    {
        const string Hidden = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        var outer = "POST /api/v3/auth/user-sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Hidden.Length}\r\nConnection: close\r\n\r\n{Hidden}";

        var answer = await gateway.Raw.Exchange(Encoding.ASCII.GetBytes(outer));

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
        Assert.EndsWith("}", answer.Body, StringComparison.Ordinal);
    }
}
