using System.Collections.Immutable;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>
/// A failure in the one form that every client knows: HTTP status, code, message. Its texts stand here and nowhere
/// else; the status line never says anything that is not one of them.
/// </summary>
internal sealed partial record ApiError : IResult
{
    public required int Status { get; init; }

    /// <summary><c>responseCode</c> and <c>ErrorCode</c> of the body.</summary>
    public required int Code { get; init; }

    public required string Message { get; init; }

    /// <summary>
    /// Member path, as in <c>participants[1].personId</c>, to what is wrong with it; in the order of the checks.
    /// </summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Free times near a taken one; answered, even when empty, only where they are set.</summary>
    public ImmutableArray<TimeRange>? Alternatives { get; init; }

    /// <summary>The zone in which <see cref="Alternatives"/> are written.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Live appointments that stand in the way; answered, even when empty, only where they are set.</summary>
    public ImmutableArray<Guid>? Appointments { get; init; }

    /// <summary>Holds that stand in the way; answered, even when empty, only where they are set.</summary>
    public ImmutableArray<Guid>? Holds { get; init; }

    /// <summary>In whole seconds, rounded up.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>On 429 and 503: what whoever watches counts it as.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>On 401: whether a new login would help.</summary>
    public AuthenticateError? Authenticate { get; init; }

    public Task ExecuteAsync(HttpContext httpContext) => ApiErrorWriter.Write(httpContext, this);
}

/// <summary>The <c>error</c> of <c>WWW-Authenticate: Bearer</c>.</summary>
internal enum AuthenticateError
{
    /// <summary>A new login helps.</summary>
    InvalidToken = 1,

    /// <summary>A new login does not help.</summary>
    InsufficientScope = 2,
}
