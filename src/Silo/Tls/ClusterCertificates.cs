using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Tls;

/// <summary>A process's own certificate, and those of the authority that every other one must have signed.</summary>
internal sealed class ClusterCertificates
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    private ClusterCertificates(X509Certificate2 own, X509Certificate2Collection authority)
    {
        Own = own;
        Authority = authority;
    }

    public X509Certificate2 Own { get; }

    public X509Certificate2Collection Authority { get; }

    /// <exception cref="StartRefusedException">Others would refuse it, or it cannot be used: one line.</exception>
    public static ClusterCertificates Load(
        string certificateFile, string keyFile, string authorityFile, TimeProvider time)
    {
        var certificates = new ClusterCertificates(
            ReadOwn(certificateFile, keyFile), ReadAuthority(authorityFile));
        certificates.CheckTime(certificateFile, time.GetUtcNow());
        certificates.CheckChain(certificateFile, authorityFile, ServerUse, time);
        certificates.CheckChain(certificateFile, authorityFile, ClientUse, time);
        return certificates;
    }

    /// <summary>What a peer's certificate is judged by; one for each judgement, which writes into it.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // The authority is the cluster's own and publishes no lists: a certificate ends with its time, or all do.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(Authority);
        return policy;
    }

    private static X509Certificate2 ReadOwn(string certificateFile, string keyFile)
    {
        var (certificate, key) = (Text(certificateFile, "CertificateFile"), Text(keyFile, "KeyFile"));
        try
        {
            using var read = X509Certificate2.CreateFromPem(certificate);
        }
        catch (CryptographicException fault)
        {
            throw Refused($"CertificateFile {certificateFile} holds no certificate in PEM.", fault);
        }

        try
        {
            using var read = X509Certificate2.CreateFromPem(certificate, key);
            // Some platforms cannot use a key that lives in memory only, as it does where it comes from PEM.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw Refused(
                $"KeyFile {keyFile} is not the private key of {certificateFile}, in PEM and unencrypted.", fault);
        }
    }

    private static X509Certificate2Collection ReadAuthority(string file)
    {
        var authority = new X509Certificate2Collection();
        try
        {
            authority.ImportFromPem(Text(file, "AuthorityFile"));
        }
        catch (CryptographicException fault)
        {
            throw Refused($"AuthorityFile {file} holds no certificate in PEM.", fault);
        }

        return authority.Count > 0
            ? authority
            : throw Refused($"AuthorityFile {file} holds no certificate in PEM.");
    }

    private static string Text(string file, string setting)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused($"{setting} {file} cannot be read: {fault.Message}", fault);
        }
    }

    private void CheckTime(string file, DateTimeOffset now)
    {
        if (now < Own.NotBefore || now >= Own.NotAfter)
        {
            var (from, until) = (Utc(Own.NotBefore), Utc(Own.NotAfter));
            throw Refused(
                $"CertificateFile {file} is valid from {from} until {until}, and it is {Utc(now.UtcDateTime)}.");
        }
    }

    private void CheckChain(string file, string authorityFile, Oid use, TimeProvider time)
    {
        using var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.ApplicationPolicy.Add(use);
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        if (!chain.Build(Own))
        {
            var why = string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
            throw Refused($"CertificateFile {file} would be refused by whoever trusts {authorityFile}: {why}");
        }
    }

    private static string Utc(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static StartRefusedException Refused(string why, Exception? cause = null) =>
        new($"{TlsSettings.Section}: {why}", cause);
}
