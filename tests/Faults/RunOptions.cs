namespace Scheduling.Faults;

/// <summary>What every run has in common.</summary>
internal sealed record RunOptions
{
    public required TimeSpan Length { get; init; }

    public required int Silos { get; init; }

    public required int Gateways { get; init; }

    /// <summary>People who come per second.</summary>
    public required double Rate { get; init; }

    /// <summary>How often silos ask each other whether they live, in seconds.</summary>
    public required double ProbeSeconds { get; init; }

    /// <summary>Whether each fault is over, and everybody ready again, before the next one comes.</summary>
    public required bool IsApart { get; init; }

    /// <summary>Where runs leave what they found.</summary>
    public required DirectoryInfo Folder { get; init; }
}
