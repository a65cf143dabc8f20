using Microsoft.Extensions.Time.Testing;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Tls;

namespace Scheduling.Grains.Tests.Tls;

/// <summary>What is wrong with certificates stops the start, in one line that says which file.</summary>
public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly CertificateFolder ours = new("silo", "gateway");
    private readonly CertificateFolder foreign = new("silo");

    public void Dispose()
    {
        ours.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public void Load_what_the_script_makes_is_good()
    {
        var certificates = ours.Settings("silo").Load(TimeProvider.System);

        Assert.True(certificates!.Own.HasPrivateKey);
        Assert.Equal("CN=silo", certificates.Own.Subject);
    }

    [Fact]
    public void Load_nothing_configured_is_no_tls() => Assert.Null(new TlsSettings().Load(TimeProvider.System));

    [Fact]
    public void Load_half_a_configuration_is_refused() => Refused(
        new TlsSettings { CertificateFile = ours.Certificate("silo") }, "needs CertificateFile, KeyFile and AuthorityFile");

    [Fact]
    public void Load_a_missing_file_is_refused()
    {
        var settings = ours.Settings("silo");
        settings.KeyFile += ".missing";

        Refused(settings, "KeyFile", ".missing cannot be read");
    }

    [Fact]
    public void Load_a_key_of_another_certificate_is_refused_and_never_shown()
    {
        var settings = ours.Settings("silo");
        settings.KeyFile = ours.Key("gateway");

        var message = Refused(settings, "gateway.key is not the private key of", "silo.pem");

        Assert.DoesNotContain("PRIVATE", message);
        Assert.All(
            File.ReadAllLines(ours.Key("gateway")), line => Assert.DoesNotContain(line, message));
    }

    [Fact]
    public void Load_a_key_in_place_of_a_certificate_is_refused()
    {
        var settings = ours.Settings("silo");
        settings.CertificateFile = ours.Key("silo");

        Refused(settings, "CertificateFile", "holds no certificate");
    }

    [Fact]
    public void Load_an_authority_that_has_not_signed_it_is_refused()
    {
        var settings = ours.Settings("silo");
        settings.AuthorityFile = foreign.Authority;

        Refused(settings, "silo.pem would be refused by whoever trusts", foreign.Authority);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-1)]
    public void Load_a_certificate_of_another_time_is_refused(int days)
    {
        var then = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(days));

        Refused(ours.Settings("silo"), then, "silo.pem is valid from", "until", "and it is");
    }

    private static string Refused(TlsSettings settings, params string[] parts) =>
        Refused(settings, TimeProvider.System, parts);

    private static string Refused(TlsSettings settings, TimeProvider time, params string[] parts)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => settings.Load(time));
        Assert.StartsWith("Cluster:Tls", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.All(parts, part => Assert.Contains(part, refusal.Message));
        return refusal.Message;
    }
}
