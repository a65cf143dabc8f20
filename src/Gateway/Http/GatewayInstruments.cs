using System.Diagnostics.Metrics;

namespace Scheduling.Gateway.Http;

/// <summary>What the gateway counts beside what the web server does. No tag names a hospital or a person.</summary>
internal static class GatewayInstruments
{
    public const string Name = "Scheduling.Gateway";

    private const string Accepted = "accepted";
    private const string Failed = "failed";
    private const string NotTried = "not_tried";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "scheduling.requests.refused", "{request}", "Requests answered 429 or 503, by reason.");

    private static readonly Counter<long> Logins = Meter.CreateCounter<long>(
        "scheduling.logins", "{login}", "Attempts to log in, by outcome.");

    /// <summary>A count is told from the first time on that something is added, be it nothing.</summary>
    public static void StartAtZero()
    {
        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            Refused.Add(0, Tag(reason));
        }

        foreach (var outcome in (string[])[Accepted, Failed, NotTried])
        {
            Logins.Add(0, Tag("outcome", outcome));
        }
    }

    public static void RefusedFor(RefusalReason reason) => Refused.Add(1, Tag(reason));

    /// <param name="error">Why there is no session; nothing where there is one.</param>
    public static void LoggedIn(ApiError? error) => Logins.Add(1, Tag("outcome", error switch
    {
        null => Accepted,
        { Reason: null } => Failed,
        _ => NotTried,
    }));

    private static KeyValuePair<string, object?> Tag(RefusalReason reason) => Tag("reason", reason switch
    {
        RefusalReason.TooOften => "too_often",
        RefusalReason.CallerLimit => "caller_limit",
        RefusalReason.LoginLimit => "login_limit",
        RefusalReason.Overloaded => "overloaded",
        RefusalReason.OutcomeUnknown => "outcome_unknown",
        RefusalReason.TimedOut => "timed_out",
        RefusalReason.NotReady => "not_ready",
        RefusalReason.NotAdmitted => "not_admitted",
    });

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

/// <summary>Why a request was told to come back.</summary>
internal enum RefusalReason
{
    /// <summary>429: more often than a rule allows.</summary>
    TooOften = 1,

    /// <summary>429: the caller has too many requests in flight.</summary>
    CallerLimit = 2,

    /// <summary>429: too many logins failed.</summary>
    LoginLimit = 3,

    /// <summary>503: nothing was done.</summary>
    Overloaded = 4,

    /// <summary>503: the cluster gave no answer.</summary>
    OutcomeUnknown = 5,

    /// <summary>503: the request was not answered within its time.</summary>
    TimedOut = 6,

    /// <summary>503: a health check's answer, and everybody's before the first silo was found.</summary>
    NotReady = 7,

    /// <summary>429: more than the gateway takes on at a time.</summary>
    NotAdmitted = 8,
}
