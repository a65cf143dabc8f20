using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>What the contract says of any answer at all, whatever was asked.</summary>
internal static class Judge
{
    private static readonly FrozenSet<string> Members =
        FrozenSet.Create("responseCode", "message", "spCallResult", "errors", "alternatives", "appointments", "holds");

    private static readonly FrozenSet<string> CallMembers =
        FrozenSet.Create("DbName", "Result", "Duration", "ErrorCode", "Error", "ExErrorCode", "ExError");

    /// <summary>The only texts that a status line of 401 says.</summary>
    private static readonly FrozenSet<string> Unauthorized = FrozenSet.Create(
        "Access token is missing, invalid or expired", "Login failed", "Role function is missing",
        "Not your appointment",
        "Only patients are authorized to use this API", "Only hospital staff are authorized to use this API",
        "Developer key is missing or invalid");

    private static readonly FrozenDictionary<int, int[]> Codes = new Dictionary<int, int[]>
    {
        [400] = [1000400, 1000404, 1000409, 1000422],
        [401] = [1000401],
        [404] = [1000404],
        [405] = [1000405],
        [412] = [1000412],
        [413] = [1000400],
        [415] = [1000400],
        [429] = [1000429],
    }.ToFrozenDictionary();

    private static readonly FrozenSet<int> ParserStatuses =
        FrozenSet.Create(400, 405, 408, 411, 413, 414, 431, 501, 505);

    private static readonly FrozenSet<string> Headers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Date", "Cache-Control",
        "X-Content-Type-Options",
        "X-Frame-Options", "Content-Security-Policy", "Referrer-Policy", "Strict-Transport-Security",
        "Cross-Origin-Resource-Policy", "WWW-Authenticate", "Retry-After", "ETag", "Allow", "RateLimit",
        "RateLimit-Policy");

    /// <summary>What is wrong with an answer; nothing where all is well.</summary>
    /// <param name="answer">It.</param>
    /// <param name="mayBeNoHttp">Whether the HTTP parser may have refused the request: it writes no body.</param>
    public static string? Fault(RawAnswer answer, bool mayBeNoHttp) =>
        answer.Headers.Keys.FirstOrDefault(name => !Headers.Contains(name)) is { } header ? $"header {header}"
        : answer.Status == 200 ? Promised(answer)
        : !answer.Body.StartsWith('{') ? WithoutBody(answer, mayBeNoHttp)
        : !Codes.TryGetValue(answer.Status, out var codes) ? $"status {answer.StatusLine}"
        : Promised(answer) ?? FormOf(answer, codes);

    private static string? Promised(RawAnswer answer) =>
        answer.Headers.GetValueOrDefault("Cache-Control") != "no-store" ? "may be stored"
        : answer.Headers.GetValueOrDefault("X-Content-Type-Options") != "nosniff" ? "may be sniffed"
        : answer.Body.Length > 0 && answer.Headers.GetValueOrDefault("Content-Type") != ApiJson.ContentType
            ? "another content type"
        : answer.Body.Length > 0 && !IsJson(answer.Body) ? "no JSON"
        : null;

    private static string? WithoutBody(RawAnswer answer, bool mayBeNoHttp) =>
        mayBeNoHttp && answer.Body.Length == 0 && ParserStatuses.Contains(answer.Status)
            ? null
            : $"{answer.StatusLine} without the one error form";

    private static string? FormOf(RawAnswer answer, int[] codes)
    {
        var body = answer.Json;
        var call = body["spCallResult"]!.AsObject();
        return body.FirstOrDefault(member => !Members.Contains(member.Key)).Key is { } unknown ? $"member {unknown}"
            : !call.Select(member => member.Key).ToHashSet().SetEquals(CallMembers) ? "spCallResult's members"
            : !codes.Contains(answer.Code) ? $"code {answer.Code} of {answer.Status}"
            : (int)call["ErrorCode"]! != answer.Code ? "two codes"
            : (string)call["Error"]! != answer.Message ? "two messages"
            : $"{call["Result"]} {call["ExErrorCode"]} {call["ExError"]}" != "[] 0 " ? "Result, ExErrorCode or ExError"
            : answer.Reason != Reason(answer) ? $"status line {answer.StatusLine}"
            : HeadersOf(answer);
    }

    private static string Reason(RawAnswer answer) => answer.Status switch
    {
        400 => $"Sp Error {answer.Code} ExError 0",
        401 => Unauthorized.Contains(answer.Message) ? answer.Message : "one of the fixed texts",
        var status => ReasonPhrases.GetReasonPhrase(status),
    };

    private static string? HeadersOf(RawAnswer answer) =>
        (answer.Status is 429 or 503) != answer.Headers.ContainsKey("Retry-After") ? "Retry-After"
        : (answer.Status == 401) != answer.Headers.ContainsKey("WWW-Authenticate") ? "WWW-Authenticate"
        : answer.Body.Contains("   at ", StringComparison.Ordinal) ? "a stack trace"
        : null;

    private static bool IsJson(string body)
    {
        try
        {
            return JsonNode.Parse(body) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
