using System.Net;
using FluentValidation;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.People;

namespace Scheduling.Gateway.Sessions;

/// <summary>Registers what it takes to know who calls.</summary>
internal static class SessionsSetup
{
    // Signatures that a public key checks: with one of these nobody can sign who can only check.
    private static readonly string[] PublicKeyAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // WebApplication puts UseAuthentication() in front of everything where this is not said: every token would be checked
    // before its request is admitted, and each time.
    private const string HasAuthentication = "__AuthenticationMiddlewareSet";

    /// <summary>
    /// Options from the section <c>Auth</c>, checked at start. A <see cref="SigningKey"/> that is registered before
    /// stands in for <c>Auth:SigningKey</c>.
    /// </summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        var hasKey = services.Any(service => service.ServiceType == typeof(SigningKey));
        services.AddOptions<AuthOptions>()
            .BindConfiguration(AuthOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(auth => hasKey || IsSigned(auth), "Auth:SigningKey is missing.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(KeyOf);
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Passwords>();
        services.AddSingleton(CheckOf);
        services.AddSingleton<RecentTokens>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<HospitalCache>();
        services.AddSingleton<PeopleCache>();
        services.AddSingleton<CallerCheck>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<UserSessions>();
        services.AddSingleton<IValidator<UserSessionRequest>, UserSessionRequestValidator>();
        services.AddSingleton<IValidator<RenewalRequest>, RenewalRequestValidator>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<AuthOptions>>(AcceptTokens);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AuthOptions>>(BelieveProxies);
        return services;
    }

    /// <summary>Behind routing: who calls, from where. Endpoints behind it have a caller.</summary>
    public static IApplicationBuilder UseCallers(this IApplicationBuilder app)
    {
        app.Properties[HasAuthentication] = true;
        return app.UseForwardedHeaders().UseMiddleware<CallerMiddleware>();
    }

    private static bool IsSigned(AuthOptions auth) => auth.Authority is not null || auth.SigningKey is not null;

    private static SigningKey KeyOf(IServiceProvider services) =>
        SigningKey.TryParse(services.GetRequiredService<IOptions<AuthOptions>>().Value.SigningKey ?? "", out var key)
            ? key
            : throw new InvalidOperationException("Auth:SigningKey is missing.");

    private static ITokenCheck CheckOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<AuthOptions>>().Value.Authority is null
            ? services.GetRequiredService<AccessTokens>()
            : new ExternalTokens();

    private static void AcceptTokens(JwtBearerOptions jwt, IOptions<AuthOptions> options)
    {
        var auth = options.Value;
        if (auth.Authority is not { } authority)
        {
            return;
        }

        jwt.MapInboundClaims = false;
        jwt.SaveToken = false;
        jwt.Authority = authority.ToString();
        jwt.Audience = auth.Audience;
        jwt.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        jwt.TokenValidationParameters.ValidAlgorithms = PublicKeyAlgorithms;
        jwt.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
    }

    private static void BelieveProxies(ForwardedHeadersOptions forwarded, IOptions<AuthOptions> auth)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardLimit = null;
        forwarded.ForwardedHeaders =
            auth.Value.Proxies.Count > 0 ? ForwardedHeaders.XForwardedFor : ForwardedHeaders.None;
        foreach (var proxy in auth.Value.Proxies)
        {
            forwarded.KnownIPNetworks.Add(
                IPAddress.TryParse(proxy, out var address)
                    ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
                    : System.Net.IPNetwork.Parse(proxy));
        }
    }
}
