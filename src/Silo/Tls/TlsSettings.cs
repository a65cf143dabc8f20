using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Tls;

/// <summary>
/// With what silos and gateways know each other; section <c>Cluster:Tls</c>. All three or none: without them the
/// network between the processes has to be theirs alone. PEM files, read once, at the start.
/// </summary>
internal sealed class TlsSettings
{
    public const string Section = "Cluster:Tls";

    /// <summary>This process's certificate, for client and server use alike.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The certificate's private key, not encrypted: the file's rights guard it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The certificates of the cluster's own authority. Whoever has a certificate of it belongs to the cluster: an
    /// authority that signs anything else must not stand here.
    /// </summary>
    public string? AuthorityFile { get; set; }

    /// <summary>The certificates, checked; nothing where TLS is not configured.</summary>
    /// <exception cref="StartRefusedException">A file is missing, wrong, or of another time.</exception>
    public ClusterCertificates? Load(TimeProvider time)
    {
        string?[] files = [CertificateFile, KeyFile, AuthorityFile];
        if (files.All(string.IsNullOrEmpty))
        {
            return null;
        }

        return files.Any(string.IsNullOrEmpty)
            ? throw new StartRefusedException(
                $"{Section} needs {nameof(CertificateFile)}, {nameof(KeyFile)} and {nameof(AuthorityFile)}, or none.")
            : ClusterCertificates.Load(CertificateFile!, KeyFile!, AuthorityFile!, time);
    }
}
