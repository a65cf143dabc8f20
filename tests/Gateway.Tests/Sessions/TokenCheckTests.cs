using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Sessions;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class TokenCheckTests : IAsyncLifetime
{
    private static readonly Guid Guardian = Guid.Parse("7a1f6cbe-2d0c-4a53-9f0a-0e6f6c0c1a10");

    private readonly CountedChecks checks = new();
    private readonly TestGateway gateway;
    private int frameworksChecks;

    public TokenCheckTests() => gateway = new TestGateway(services => services
        .AddSingleton<ITokenCheck>(provider => checks.Of(provider.GetRequiredService<AccessTokens>()))
        .PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, jwt => jwt.Events = new JwtBearerEvents
        {
            OnMessageReceived = _ =>
            {
                Interlocked.Increment(ref frameworksChecks);
                return Task.CompletedTask;
            },
        }));

    public Task InitializeAsync() => gateway.InitializeAsync();

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Token_is_checked_once_in_a_minute_and_by_nobody_else()
    {
        var token = gateway.Token(Guardian, ContactType.Patient);

        foreach (var seconds in (int[])[0, 59, 2])
        {
            gateway.Pass(TimeSpan.FromSeconds(seconds));
            await gateway.Send("GET", "/api/v3/who", token);
        }

        Assert.Equal(2, checks.Count);
        Assert.Equal(0, frameworksChecks);
    }

    [Fact]
    public async Task Token_is_remembered_in_one_form_only_however_it_is_padded()
    {
        var token = gateway.Token(Guardian, ContactType.Patient);

        foreach (var padding in (int[])[1, 1, 2, 2, 1_000, 1_000])
        {
            await gateway.Send("GET", "/api/v3/who", new string(' ', padding - 1) + token);
        }

        Assert.Equal(5, checks.Count);
    }

    private sealed class CountedChecks
    {
        private int count;

        public int Count => count;

        public ITokenCheck Of(ITokenCheck tokens) => new Counted(this, tokens);

        private sealed class Counted(CountedChecks all, ITokenCheck tokens) : ITokenCheck
        {
            public Task<TokenClaims?> Check(HttpContext context)
            {
                Interlocked.Increment(ref all.count);
                return tokens.Check(context);
            }
        }
    }
}
