using System.Text.Json.Serialization;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>Who wants to log in.</summary>
internal sealed class UserSessionRequest
{
    public Field<int> HospitalId { get; init; }

    public Field<int> UserTypeId { get; init; }

    public Field<string> Email { get; init; }

    public Field<string> Password { get; init; }

    /// <summary>Taken and not looked at, as is the next.</summary>
    public Field<int> InterfaceTypeId { get; init; }

    public Field<NumberOrText> DeviceId { get; init; }
}

/// <summary>Which session shall go on.</summary>
internal sealed class RenewalRequest
{
    public Field<string> AccessToken { get; init; }
}

/// <param name="ApiSessionId">The token's <c>sid</c>.</param>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer …</c>.</param>
/// <param name="Expires">In the person's zone, else the hospital's.</param>
internal sealed record UserSessionResponse(string ApiSessionId, string AccessToken, string Expires);

internal sealed class UserSessionRequestValidator : RequestValidator<UserSessionRequest>
{
    public UserSessionRequestValidator()
    {
        RuleFor(request => request.HospitalId).Required();
        RuleFor(request => request.UserTypeId).Required().OneOf(1, 2, 3);
        RuleFor(request => request.Email).Required().Text(most: 254);
        RuleFor(request => request.Password).Required().Text(most: 256);
        RuleFor(request => request.InterfaceTypeId).Optional();
        RuleFor(request => request.DeviceId).Optional().Text(most: 250);
    }
}

internal sealed class RenewalRequestValidator : RequestValidator<RenewalRequest>
{
    public RenewalRequestValidator() => RuleFor(request => request.AccessToken).Required().Text(most: 16 * 1024);
}

[JsonSerializable(typeof(UserSessionRequest))]
[JsonSerializable(typeof(RenewalRequest))]
internal sealed partial class SessionRequestsJson : JsonSerializerContext
{
    public static SessionRequestsJson Strict { get; } = new(ApiJson.RequestOptions());
}

[JsonSerializable(typeof(UserSessionResponse))]
internal sealed partial class SessionAnswersJson : JsonSerializerContext
{
    public static SessionAnswersJson Plain { get; } = new(ApiJson.AnswerOptions());
}
