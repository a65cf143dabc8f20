using System.Diagnostics;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Tls;

namespace Scheduling.Grains.Tests.Tls;

/// <summary>Certificates as <c>deploy/make-certificates.sh</c> makes them: an authority and some names.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("schedule-certificates-").FullName;

    public CertificateFolder(params string[] names)
    {
        var script = Path.Combine(PostgresServer.Root, "deploy", "make-certificates.sh");
        using var process = Process.Start(new ProcessStartInfo(script, [folder, .. names]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public string Authority => File("ca.pem");

    public string Certificate(string name) => File($"{name}.pem");

    public string Key(string name) => File($"{name}.key");

    public TlsSettings Settings(string name) => new()
    {
        CertificateFile = Certificate(name),
        KeyFile = Key(name),
        AuthorityFile = Authority,
    };

    public ClusterCertificates Load(string name) => Settings(name).Load(TimeProvider.System)!;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name) => Path.Combine(folder, name);
}
