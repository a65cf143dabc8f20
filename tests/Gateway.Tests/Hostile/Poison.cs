using System.Collections.Immutable;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>What an attacker puts where something else belongs.</summary>
internal static class Poison
{
    /// <summary>Must never be answered as a header, or on the status line.</summary>
    public const string Marker = "X-Injected-Marker";

    /// <summary>Texts, as they are: paths, queries and strings of bodies encode them.</summary>
    public static readonly ImmutableArray<string> Texts =
    [
        "", " ", "null", "true", "0", "-1", "1", "2", "3", "4", "7", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "99999999999999999999", "1e400", "NaN", "0x10", "١٢٣", "1,2,,3", "1;2",
        "' or 1=1 --", "'; drop table appointment; --", "\" or \"\"=\"", "1) union select password_hash from person--",
        "%' escape '!' or 1=1 --", "_", "%", "\\", "../../etc/passwd", "..\\..\\x", "%00", "\0", "\u0001", "\t",
        "\u007f",
        "\u0085", "\u2028", "\u202e", "\ufeff", "\ufffd", "😀", "e\u0301", "ﷺ", "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        "{{7*7}}", "%s%n%x", "\r\n" + Marker + ": 1", "\n" + Marker + ": 1", "\r\n\r\n<html>", "a,b", "*", "date:desc",
        "date:desc,date", "status:asc", "concat", "null\u0000null", new('x', 300), new('9', 400), new('/', 20),
        "a/../b",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "{00000000-0000-0000-0000-000000000001}",
        "00000000000000000000000000000001", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59", "0001-01-01T00:00:00",
        "9999-12-31T23:59:59-18:00", "0001-01-01T00:00:00+18:00", "2030-02-29", "2032-02-29T00:00",
        "2030-03-10T02:30:00",
        "2030-11-03T01:30:00", "2030-03-06T24:00", "2030-03-06T17:48:60", "2030-03-06T17:48:00.0000000000000",
        "2030-03-06",
        "2030-03-06T17:48:00.1", "2030-13-01", "-2030-03-06", "10000-01-01", "1969-12-31T23:59:59Z",
        "2038-01-19T03:14:08Z",
        "2030-03-06T17:48:00+99:99", "2030-03-06T12:00:00Z", "0999-01-01T00:00:00Z", "1752-09-10T00:00:00Z",
    ];

    /// <summary>JSON, as it is, well formed or not.</summary>
    public static readonly ImmutableArray<string> Json =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "2", "3", "4", "5", "6", "7", "13", "307", "501", "0.5", "1.0",
        "1e2",
        "2147483647", "2147483648", "-2147483649", "9223372036854775808", "1e400", "-1e-400", new('9', 5_000),
        "0." + new string('9', 5_000), "1E" + new string('9', 100), "01", "+1", ".5", "1.", "0x1", "NaN", "Infinity",
        "[]", "{}",
        "[[]]", "[{}]", "[null]", "{\"\":{}}", "{\"a\":1,\"a\":2}", "[1,]", "{\"a\":1,}", "/**/1", "'x'", "undefined",
        "\"\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\\x41\"", "\"\t\"", "\"\u0001\"",
        "\"a",
        "{\"__proto__\":{}}", "{\"$type\":\"System.Object\"}", "{\"$ref\":\"#\"}", "{\"$id\":\"1\"}",
        Nested("[", "]", 15), Nested("[", "]", 200), Nested("{\"a\":", "}", 200, "1"), new('[', 30_000),
        $"[{string.Join(',', Enumerable.Repeat("{}", 1_000))}]",
        $"[{string.Join(',', Enumerable.Repeat("1", 10_000))}]",
        $"\"{new string('x', 5_000)}\"", $"\"{new string('x', 60_000)}\"",
        $"{{{string.Join(',', Enumerable.Range(0, 2_000).Select(n => $"\"m{n}\":1"))}}}",
    ];

    /// <summary>Whole values of a header, as they go over the wire: bytes, in Latin-1.</summary>
    public static readonly ImmutableArray<string> HeaderValues =
    [
        "", " ", ",", ",,,", "\"", "\"\"", "*", "W/\"1\"", "\"1\"", "\"1\",\"2\"", "\"99999999999999999999\"",
        "\"-1\"", "\"+1\"",
        "1", "\"1", "null", "a b", "\u00e9", "\u00ff\u00fe", "\u0080", "\t", "a\tb", "a\u0001b", "a\0b", "a\rb", "a\nb",
        "x\r\n" + Marker + ": 1", "x\n" + Marker + ": 1", "%0d%0a" + Marker + ":%201", "\\r\\n", "' or 1=1 --",
        "<script>",
        new('x', 255), new('x', 256), new('x', 8_000), new('x', 40_000), "application/json",
        "application/json;charset=utf-16",
        "application/json; charset=\"utf-8\"", "text/plain", "application/json-patch+json",
        "application/problem+json", "a/b/c",
        "multipart/form-data", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "gzip", "chunked", "0", "-1", "18446744073709551616", "127.0.0.1", "::1, 10.0.0.1", "https://evil.example",
        "null",
        "close", "keep-alive, Upgrade", "h2c", "100-continue", "bytes=0-", "Thu, 01 Jan 1970 00:00:00 GMT", "🙂",
    ];

    /// <summary>
    /// Headers that something between the client and an endpoint looks at, but for those that say how long a body is.
    /// </summary>
    public static readonly ImmutableArray<string> HeaderNames =
    [
        "Idempotency-Key", "If-Match", "If-None-Match", "X-Developer-Id", "X-Api-Key", "Authorization",
        "Content-Type", "Accept",
        "Accept-Encoding", "Content-Encoding", "Origin", "Access-Control-Request-Method", "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Original-URL", "Host", "Expect", "Upgrade", "Range",
        "Cookie", "Referer",
        "User-Agent", "Connection", "Forwarded", "Via", "TE", "Trailer",
        Marker + "\r\nX", "Bad Name", "", "Ünï", "a(b)", "traceparent", "tracestate", "baggage", "Date",
    ];

    private static string Nested(string open, string close, int levels, string inside = "") =>
        string.Concat(Enumerable.Repeat(open, levels)) + inside + string.Concat(Enumerable.Repeat(close, levels));
}
