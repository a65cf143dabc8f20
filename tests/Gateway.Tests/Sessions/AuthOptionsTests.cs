using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class AuthOptionsTests
{
    private const string Long = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    public static TheoryData<string, string[]> Mistakes() => new()
    {
        { "Auth:SigningKey is missing", [] },
        { "Auth:SigningKey must be at least 32 bytes", ["Auth:SigningKey=c2hvcnQ="] },
        { "Auth:SigningKey must be at least 32 bytes", [$"Auth:SigningKey={Long[4..]}"] },
        { "Auth:SigningKey must be at least 32 bytes", ["Auth:SigningKey=no base64, though it would be long enough"] },
        { "SessionMinutes", [$"Auth:SigningKey={Long}", "Auth:SessionMinutes=0"] },
        { "Auth:Proxies", [$"Auth:SigningKey={Long}", "Auth:Proxies:0=somewhere"] },
        { "Auth:Audience", ["Auth:Authority=https://example.org"] },
        { "https", ["Auth:Authority=http://example.org", "Auth:Audience=x"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_is_told_at_start(string what, string[] settings)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Start(settings));

        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_or_external_issuer_is_enough()
    {
        Start([$"Auth:SigningKey={Long}"]);
        Start(["Auth:Authority=https://example.org", "Auth:Audience=x"]);
    }

    private static void Start(string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2))
                .Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1])))
            .Build();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSessions()
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
