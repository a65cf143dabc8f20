using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Admission;

/// <summary>How much a gateway takes on at a time; section <c>Admission</c>.</summary>
internal sealed class AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>Everything that changes something: bookings, holds, blocks, people.</summary>
    [ValidateObjectMembers]
    public RoomOptions Bookings { get; init; } = new();

    /// <summary>Everything that only reads: searches, lists, single appointments.</summary>
    [ValidateObjectMembers]
    public RoomOptions Reads { get; init; } = new();

    /// <summary>What needs no token: logins.</summary>
    [ValidateObjectMembers]
    public RoomOptions Logins { get; init; } = new();

    /// <summary>Requests of one person; nothing: no limit.</summary>
    [ValidateObjectMembers]
    public RateOptions? PerCaller { get; init; }

    /// <summary>Requests with one developer's key; needs <c>Api:Developers</c>. Nothing: no limit.</summary>
    [ValidateObjectMembers]
    public RateOptions? PerDeveloper { get; init; }

    /// <summary>Requests of everybody in one hospital; nothing: no limit.</summary>
    [ValidateObjectMembers]
    public RateOptions? PerHospital { get; init; }

    /// <summary>Connections at a time; further ones are closed at once. Default 20,000, from 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; init; } = 20_000;

    /// <summary>Seconds after which an unused connection is closed. Default 130, from 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int IdleSeconds { get; init; } = 130;

    /// <summary>Seconds between two lines of the log that count what was refused. Default 10, from 1 to 3,600.</summary>
    [Range(1, 3_600)]
    public int LogSeconds { get; init; } = 10;
}

/// <summary>The limits of one kind of requests.</summary>
internal sealed class RoomOptions
{
    /// <summary>Requests worked on at a time. Default 1,000, from 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int InFlight { get; init; } = 1_000;

    /// <summary>Further ones that may wait for their turn. Default 10,000, from 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int Waiting { get; init; } = 10_000;

    /// <summary>
    /// Milliseconds within which a sudden crowd has to be worked off: who would wait longer is refused on arrival.
    /// Default 1,000, from 0 to 60,000.
    /// </summary>
    [Range(0, 60_000)]
    public int BurstMilliseconds { get; init; } = 1_000;

    /// <summary>
    /// The same where the crowd has not gone within <see cref="BurstMilliseconds"/>. Whoever was let wait and has
    /// waited twice that is refused, too. Default 30, from 1 to 10,000.
    /// </summary>
    [Range(1, 10_000)]
    public int WaitMilliseconds { get; init; } = 30;
}
