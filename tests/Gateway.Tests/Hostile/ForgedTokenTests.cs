using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// Tokens whose own header says how they are to be checked: nothing of it is believed, fetched or looked up, and nobody
/// is looked up in the store for them. What else can be wrong is in <see cref="Sessions.TokenAttackTests"/>.
/// </summary>
public sealed class ForgedTokenTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Ours = Convert.FromBase64String(TestGateway.SigningKey);
    private static readonly byte[] Theirs = Encoding.ASCII.GetBytes("a secret that the attacker knows, 32+ bytes");

    private readonly ConcurrentQueue<string> reads = new();
    private readonly TcpListener keyServer = new(IPAddress.Loopback, 0);
    private readonly TestGateway gateway;

    public ForgedTokenTests() => gateway = new TestGateway(services => services.AddSingleton(provider =>
        CountedReads.Of<IScheduleStore>(provider.GetRequiredService<SqliteScheduleStore>(), reads)));

    public async Task InitializeAsync()
    {
        await gateway.InitializeAsync();
        keyServer.Start();
    }

    public Task DisposeAsync() => gateway.DisposeAsync();

    public void Dispose() => keyServer.Dispose();

    [Fact]
    public async Task Token_that_says_how_to_check_it_is_refused_unread()
    {
        var fetched = keyServer.AcceptTcpClientAsync();
        reads.Clear();

        foreach (var (name, token) in Forgeries())
        {
            var answer = await gateway.Send("GET", "/api/v3/service-types", token);

            Assert.True(answer.Status == 401, $"{name}: {answer.StatusLine}");
            Assert.Null(Judge.Fault(answer, mayBeNoHttp: false));
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        }

        Assert.Empty(reads);
        Assert.False(fetched.IsCompleted);
    }

    [Fact]
    public async Task Token_of_ours_with_anything_more_or_less_is_refused()
    {
        var good = gateway.GuardiansToken();
        string[] variants = [good + ".", good + " x", $"x {good}", good.ToUpperInvariant(), good[..^1]];

        foreach (var token in variants)
        {
            Assert.Equal(401, (await gateway.Send("GET", "/api/v3/service-types", token)).Status);
        }
    }

    [Theory]
    [InlineData(8_000, 401)]
    [InlineData(30_000, 401)]
    [InlineData(40_000, 431)]
    public async Task Huge_token_is_refused(int length, int status)
    {
        var token = $"{new string('a', length / 3)}.{new string('b', length / 3)}.{new string('c', length / 3)}";

        const string Head = "GET /api/v3/service-types HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        var answer = await gateway.Raw.Provoke(Encoding.ASCII.GetBytes($"{Head}Authorization: Bearer {token}\r\n\r\n"));

        Assert.True(answer is null ? status == 431 : answer.Status == status, answer?.StatusLine);
    }

    [Fact]
    public async Task Many_forged_tokens_do_not_put_a_good_one_out_of_memory_or_into_doubt()
    {
        var first = gateway.GuardiansToken();
        Assert.Equal(200, (await gateway.Send("GET", "/api/v3/service-types", first)).Status);

        for (var number = 0; number < 500; number++)
        {
            var forged = Signed(new { alg = "HS256", number }, Theirs);
            Assert.Equal(401, (await gateway.Send("GET", "/api/v3/service-types", forged)).Status);
        }

        Assert.Equal(200, (await gateway.Send("GET", "/api/v3/service-types", first)).Status);
    }

    private IEnumerable<(string Name, string Token)> Forgeries()
    {
        var address = $"http://{keyServer.LocalEndpoint}/keys";
        var key = Base64Url.EncodeToString(Theirs);
        yield return ("kid that is a path", Signed(new { alg = "HS256", kid = "../../../../dev/null" }, []));
        yield return ("kid that is SQL", Signed(new { alg = "HS256", kid = "' union select 'key" }, "key"u8.ToArray()));
        yield return ("kid that is an address", Signed(new { alg = "HS256", kid = address }, Theirs));
        yield return ("key inside", Signed(new { alg = "HS256", jwk = new { kty = "oct", k = key } }, Theirs));
        yield return ("keys elsewhere", Signed(new { alg = "HS256", jku = address }, Theirs));
        yield return ("certificate elsewhere", Signed(new { alg = "HS256", x5u = address }, Theirs));
        yield return ("certificate inside", Signed(new { alg = "HS256", x5c = new[] { key } }, Theirs));
        yield return ("empty key", Signed(new { alg = "HS256" }, []));
        yield return ("key of zeros", Signed(new { alg = "HS256" }, new byte[48]));
        yield return ("the issuer's name as the key", Signed(new { alg = "HS256" }, "scheduling"u8.ToArray()));
        yield return ("our key, algorithm in lower case", Signed(new { alg = "hs256" }, Ours));
        yield return ("our key, no algorithm", Signed(new { typ = "JWT" }, Ours));
        yield return ("our key, none", Signed(new { alg = "none" }, Ours));
        yield return ("our key, a list of algorithms", Signed(new { alg = new[] { "HS256" } }, Ours));
        yield return ("encrypted", $"{Base64("""{"alg":"dir","enc":"A256CBC-HS512"}""")}..AAAA.AAAA.AAAA");
        yield return ("header that is no JSON", $"{Base64("{")}.{Base64("{}")}.AAAA");
        yield return ("header nested deep", $"{Base64($"{{\"alg\":{new string('[', 5_000)}")}.{Base64("{}")}.AAAA");
        yield return ("payload that is no object", Signed(new { alg = "HS256" }, Ours, "[]"));
        yield return ("payload that never ends", Signed(new { alg = "HS256" }, Ours, "{\"exp\":"));
        yield return ("times beyond the calendar", Signed(new { alg = "HS256" }, Ours, Claims("1e300")));
        yield return ("times below it", Signed(new { alg = "HS256" }, Ours, Claims("-99999999999999999999")));
        yield return ("times that are text", Signed(new { alg = "HS256" }, Ours, Claims("\"tomorrow\"")));
    }

    private static string Claims(string expires) =>
        $$"""{"sub":"{{DemoPeople.Guardian}}","hospital_id":126,"user_type":1,"sid":"x","exp":{{expires}} }""";

    private static string Signed(object head, byte[] key, string? claims = null)
    {
        var signed = $"{Base64(JsonSerializer.Serialize(head))}.{Base64(claims ?? Claims("4102444800"))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Base64(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
