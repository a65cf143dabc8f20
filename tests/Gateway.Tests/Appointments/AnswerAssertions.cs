using System.Text.RegularExpressions;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>What tests say of an answer.</summary>
internal static partial class AnswerAssertions
{
    public static RawAnswer Succeeded(this RawAnswer answer)
    {
        Assert.True(answer.Status == 200, $"{answer.StatusLine} {answer.Body}");
        return answer;
    }

    /// <summary>Code and message of the one error form; the HTTP status is the code's.</summary>
    public static RawAnswer Refused(this RawAnswer answer, int code, string message)
    {
        Assert.True(answer.Status != 200, $"Not refused with {code} {message}: {answer.Body}");
        Assert.Equal((code, message), (answer.Code, answer.Message));
        Assert.Equal(code is 1000401 or 1000412 ? code - 1000000 : 400, answer.Status);
        return answer;
    }

    public static RawAnswer Refused(this RawAnswer answer, (int Code, string Message) refusal) =>
        answer.Refused(refusal.Code, refusal.Message);

    /// <summary>All that a client sees, but for how long it took and when.</summary>
    public static string Timeless(this RawAnswer answer) => string.Join('\n', [
        answer.StatusLine,
        .. answer.Headers
            .Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {header.Value}"),
        Duration().Replace(answer.Body, "$1"),
    ]);

    [GeneratedRegex(@"(""Duration"":)[0-9.E-]+")]
    private static partial Regex Duration();
}
