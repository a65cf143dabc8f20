using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>Who sent a request: a person of one hospital whose token was accepted.</summary>
internal sealed record Caller
{
    public required Guid PersonId { get; init; }

    public required int HospitalId { get; init; }

    public required UserType UserType { get; init; }

    /// <summary>Those of the token.</summary>
    public required RoleFunctions RoleFunctions { get; init; }

    /// <summary>In which the caller reads and writes times: the token's zone, else the hospital's.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The token's <c>sid</c>; nothing where an external issuer sends none.</summary>
    public string? SessionId { get; init; }

    public Key Key => new(HospitalId, PersonId);

    /// <summary>Whether the token names at least one of them.</summary>
    public bool HasAny(RoleFunctions functions) => (RoleFunctions & functions) != 0;
}

internal static class CallerContext
{
    /// <exception cref="InvalidOperationException">The endpoint lets callers in without a token.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.FindCaller() ?? throw new InvalidOperationException("The request was not authenticated.");

    /// <summary>Nothing before authentication, and where an endpoint asks for none.</summary>
    public static Caller? FindCaller(this HttpContext context) => ApiRequest.Of(context).Caller;

    /// <summary>Said once, by authentication.</summary>
    public static void SetCaller(this HttpContext context, Caller caller) => ApiRequest.Of(context).Caller = caller;
}
