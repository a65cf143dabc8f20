using System.Collections.Immutable;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>The errors of the contract, by name.</summary>
internal sealed partial record ApiError
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(1);

    /// <summary>400: a rule broken, a member missing or invalid.</summary>
    public static ApiError Invalid(string message) => Refused(1000400, message);

    /// <summary>400: all faults of shape at once; <paramref name="errors"/> by member path.</summary>
    public static ApiError Invalid(string message, IReadOnlyDictionary<string, string[]> errors) =>
        Refused(1000400, message) with { Errors = errors };

    /// <summary>400: what the request names does not exist in the caller's hospital.</summary>
    public static ApiError Unknown(string message) => Refused(1000404, message);

    public static readonly ApiError UnknownAppointment = Unknown("Appointment does not exist");
    public static readonly ApiError UnknownBlock = Unknown("Availability block does not exist");
    public static readonly ApiError UnknownPerson = Unknown("Person does not exist");
    public static readonly ApiError UnknownServiceType = Unknown("Service type does not exist");
    public static readonly ApiError UnknownTimeZone = Unknown("Time zone does not exist");
    public static readonly ApiError UnknownHospital = Unknown("Hospital does not exist");

    public static readonly ApiError HoldUnusable =
        Invalid("The hold is not the patient's in this availability block, or does not contain the time");

    /// <summary>400: the block is full at that time.</summary>
    public static ApiError TimeTaken(ImmutableArray<TimeRange> alternatives, DateTimeZone zone) =>
        Taken("The time is already taken", alternatives, zone);

    /// <summary>400: the patient has a live appointment at that time.</summary>
    public static ApiError PatientBusy(ImmutableArray<TimeRange> alternatives, DateTimeZone zone) =>
        Taken("The patient already has an appointment at this time", alternatives, zone);

    /// <summary>
    /// 400: somebody else has it. <paramref name="alternatives"/> are written in <paramref name="zone"/>.
    /// </summary>
    public static ApiError Taken(string message, ImmutableArray<TimeRange> alternatives, DateTimeZone zone) =>
        Refused(1000409, message) with { Alternatives = alternatives, Zone = zone };

    /// <summary>400: somebody else has it, and there is nothing to offer instead.</summary>
    public static ApiError Taken(string message) => Refused(1000409, message);

    /// <summary>400: an <c>Idempotency-Key</c> used again.</summary>
    public static ApiError KeyReused() =>
        Refused(1000422, "The Idempotency-Key was used with a different request");

    /// <summary>401. The message becomes the reason phrase: pass a constant, never input.</summary>
    public static ApiError Unauthorized(string message, AuthenticateError error) =>
        new() { Status = 401, Code = 1000401, Message = message, Authenticate = error };

    public static readonly ApiError TokenInvalid =
        Unauthorized("Access token is missing, invalid or expired", AuthenticateError.InvalidToken);

    public static readonly ApiError LoginFailed = Unauthorized("Login failed", AuthenticateError.InvalidToken);

    public static readonly ApiError RoleFunctionMissing =
        Unauthorized("Role function is missing", AuthenticateError.InsufficientScope);

    public static readonly ApiError NotYourAppointment =
        Unauthorized("Not your appointment", AuthenticateError.InsufficientScope);

    public static readonly ApiError OnlyPatients =
        Unauthorized("Only patients are authorized to use this API", AuthenticateError.InsufficientScope);

    public static readonly ApiError OnlyStaff =
        Unauthorized("Only hospital staff are authorized to use this API", AuthenticateError.InsufficientScope);

    public static readonly ApiError DeveloperKeyInvalid =
        Unauthorized("Developer key is missing or invalid", AuthenticateError.InsufficientScope);

    public static readonly ApiError PathUnknown =
        new() { Status = 404, Code = 1000404, Message = "The path does not exist" };

    public static readonly ApiError MethodUnknown =
        new() { Status = 405, Code = 1000405, Message = "The path does not have this method" };

    /// <summary>412: <c>If-Match</c> does not match.</summary>
    public static ApiError VersionMismatch() =>
        new() { Status = 412, Code = 1000412, Message = "The appointment has changed since it was read" };

    public static readonly ApiError BodyTooLarge =
        new() { Status = 413, Code = 1000400, Message = "The body is too large" };

    public static readonly ApiError NotJson =
        new() { Status = 415, Code = 1000400, Message = "The body must be application/json in UTF-8" };

    public static ApiError TooManyRequests(TimeSpan retryAfter, RefusalReason reason = RefusalReason.TooOften) => new()
    {
        Status = 429,
        Code = 1000429,
        Message = "Too many requests",
        RetryAfter = retryAfter,
        Reason = reason,
    };

    /// <summary>503: nothing was done, or nobody knows yet; safe to try again with the same key.</summary>
    public static ApiError Unavailable(string message, TimeSpan? retryAfter = null) => new()
    {
        Status = 503,
        Code = 1000503,
        Message = message,
        RetryAfter = retryAfter ?? SoonEnough,
        Reason = RefusalReason.Overloaded,
    };

    public static readonly ApiError Overloaded = Unavailable("The service is overloaded, try again");

    public static readonly ApiError NotReady = Unavailable("The service is not ready") with
    {
        Reason = RefusalReason.NotReady,
    };

    public static readonly ApiError OutcomeUnknown =
        Unavailable("The outcome is unknown, try again with the same Idempotency-Key") with
        {
            Reason = RefusalReason.OutcomeUnknown,
        };

    public static readonly ApiError TimedOut =
        Unavailable("The request took too long, its outcome is unknown: try again with the same Idempotency-Key") with
        {
            Reason = RefusalReason.TimedOut,
        };

    /// <summary>What a status that the framework decided on means here.</summary>
    public static ApiError ForStatus(int status) => status switch
    {
        401 => TokenInvalid,
        403 => RoleFunctionMissing,
        404 => PathUnknown,
        405 => MethodUnknown,
        408 => Invalid("The body arrived too slowly"),
        413 => BodyTooLarge,
        415 => NotJson,
        429 => TooManyRequests(SoonEnough),
        < 500 => Invalid("The request is malformed"),
        _ => Overloaded,
    };

    private static ApiError Refused(int code, string message) =>
        new() { Status = 400, Code = code, Message = message };
}
