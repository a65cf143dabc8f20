namespace Scheduling.BookingRush;

/// <summary>Everything that the command line says of a run.</summary>
internal sealed record RunRequest
{
    public required Scenario Scenario { get; init; }

    public required int Seed { get; init; }

    /// <summary>None: a gateway is started.</summary>
    public required IReadOnlyList<Uri> Targets { get; init; }

    public required AccessChoice Access { get; init; }

    public required Share Share { get; init; }

    /// <summary>Where results go; nothing: a new folder below <c>rush-results</c>.</summary>
    public DirectoryInfo? Out { get; init; }

    /// <summary>A read-only connection string for the audit; nothing: the API is asked.</summary>
    public string? Database { get; init; }

    /// <summary>Where the summary is written as JSON, too; <c>-</c>: standard output.</summary>
    public string? Json { get; init; }

    /// <summary>Whose processor time is measured with the run.</summary>
    public IReadOnlyList<WatchedProcess> Processes { get; init; } = [];

    /// <summary>Whether people and blocks are there already, so that nothing is imported.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Whether the run ends with an audit.</summary>
    public bool IsAudited { get; init; } = true;
}
