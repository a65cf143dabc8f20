using System.Net;
using System.Security.Cryptography.X509Certificates;
using Scheduling.Cluster.Tests.Embedded;
using Scheduling.Grains.Tests.Tls;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>HTTPS by Kestrel's own settings, as docs/security.md says.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly CertificateFolder certificates = new("gateway");
    private readonly Folder folder = new();

    public void Dispose()
    {
        certificates.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("--urls", "--Kestrel:Certificates:Default")]
    [InlineData("--Kestrel:Endpoints:Https:Url", "--Kestrel:Endpoints:Https:Certificate")]
    public async Task Gateway_with_a_certificate_speaks_https_and_nothing_else(string address, string certificate)
    {
        await using var gateway = await folder.Start(
            address, "https://127.0.0.1:0",
            $"{certificate}:Path", certificates.Certificate("gateway"),
            $"{certificate}:KeyPath", certificates.Key("gateway"));
        using var trusting = new HttpClient(
            new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Trust() } });
        using var stranger = new HttpClient();

        var ready = await trusting.GetAsync(new Uri(gateway.Address, "/health/ready"));
        var plain = new UriBuilder(gateway.Address) { Scheme = "http" }.Uri;

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("https", gateway.Address.Scheme);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(gateway.Address));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(plain));
    }

    [Fact]
    public async Task Start_with_a_certificate_that_is_not_there_says_so_in_one_line()
    {
        await using var refused = await folder.RunToTheEnd(
            "--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path", "/nowhere/gateway.pem");

        Assert.Equal(1, await refused.End());
        Assert.Contains("/nowhere/gateway.pem", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Error);
    }

    /// <summary>The cluster's own authority, and nobody else; nobody there is asked what was revoked.</summary>
    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(certificates.Authority);
        return policy;
    }
}
