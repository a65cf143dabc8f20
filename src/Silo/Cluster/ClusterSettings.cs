using System.ComponentModel.DataAnnotations;
using Npgsql;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Tls;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// What makes a process part of a cluster; section <c>Cluster</c>. Read, and refused, before anything starts.
/// </summary>
internal sealed class ClusterSettings
{
    public const string Section = "Cluster";

    /// <summary>
    /// Where PostgreSQL is and who logs in, in Npgsql's words. A secret: never logged. Or a file with it.
    /// </summary>
    public string? Database { get; set; }

    public string? DatabaseFile { get; set; }

    /// <summary>Processes with the same id and database are one cluster. Default "scheduling".</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Id { get; set; } = "scheduling";

    /// <summary>
    /// Where a silo listens for the others and for gateways: an address of this machine, a name that has one, or a
    /// network (<c>10.0.0.0/8</c>) in which it has one. Nobody is asked for a token there, so it is the cluster's own
    /// network. Default 127.0.0.1.
    /// </summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The address that the others are told, where it is another one, or where all are listened on.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>For the other silos. Default 11111.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>For gateways of their own. Default 30000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>
    /// How often a silo is asked whether it lives, in seconds. Below one, a busy processor looks like death. Default 1,
    /// from 0.2 to 60.
    /// </summary>
    [Range(0.2, 60.0)]
    public double ProbeSeconds { get; set; } = 1;

    /// <summary>So many unanswered probes in a row, and a silo is declared dead. Default 3, from 1 to 10.</summary>
    [Range(1, 10)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>
    /// How often a gateway asks for the list of silos, in seconds; a silo's start waits until they have asked twice.
    /// Default 1, from 0.2 to 60.
    /// </summary>
    [Range(0.2, 60.0)]
    public double ListSeconds { get; set; } = 1;

    /// <summary>With what silos and gateways know each other.</summary>
    public TlsSettings Tls { get; set; } = new();

    /// <summary>Whether anything of a cluster is configured.</summary>
    public static bool AreGiven(IConfiguration configuration) => configuration.GetSection(Section).Exists();

    /// <exception cref="StartRefusedException">Something is missing, unknown or outside its range.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var settings = new ClusterSettings();
        Bind(configuration, settings);
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new(settings), faults, validateAllProperties: true))
        {
            throw new StartRefusedException(
                string.Join(" ", faults.Select(fault => $"{Section}: {fault.ErrorMessage}")));
        }

        settings.Database = SecretFile.Choose($"{Section}:{nameof(Database)}", settings.Database, settings.DatabaseFile)
            ?? throw new StartRefusedException(
                $"{Section}:{nameof(Database)} is missing: where PostgreSQL is, such as Host=db;Database=book;Username=…");
        settings.CheckDatabase();
        return settings;
    }

    /// <summary>The database, with what every connection of this program has in common.</summary>
    public NpgsqlConnectionStringBuilder Connection(string purpose) =>
        new(Database) { ApplicationName = $"scheduling {purpose}" };

    private static void Bind(IConfiguration configuration, ClusterSettings settings)
    {
        try
        {
            configuration.GetSection(Section).Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException fault)
        {
            throw new StartRefusedException($"{Section}: {fault.Message}", fault);
        }
    }

    /// <summary>The parser's own messages may repeat what they could not parse, a password among it.</summary>
    private void CheckDatabase()
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(Database) is { Host.Length: > 0, Database.Length: > 0 })
            {
                return;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            throw new StartRefusedException(
                $"{Section}:{nameof(Database)} is no connection string that Npgsql knows.", fault);
        }

        throw new StartRefusedException($"{Section}:{nameof(Database)} has to name a Host and a Database.");
    }
}
