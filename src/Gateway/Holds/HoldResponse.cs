using System.Text.Json.Serialization;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Holds;

/// <summary>A hold as it is answered.</summary>
internal sealed record HoldResponse
{
    public required Guid HoldId { get; init; }

    public required Guid AvailabilityBlockId { get; init; }

    /// <summary>ISO 8601 with the offset of the caller's zone.</summary>
    public required string StartTime { get; init; }

    /// <inheritdoc cref="StartTime"/>
    public required string EndTime { get; init; }

    /// <summary>From this instant on the hold counts no more. As <see cref="StartTime"/> is written.</summary>
    public required string ExpiresAt { get; init; }

    public static HoldResponse Of(Hold hold, DateTimeZone zone) => new()
    {
        HoldId = hold.Key.Id,
        AvailabilityBlockId = hold.BlockId,
        StartTime = Times.Format(hold.Time.Start, zone),
        EndTime = Times.Format(hold.Time.End, zone),
        ExpiresAt = Times.Format(hold.ExpiresAt, zone),
    };
}

/// <summary>How answers of this folder are written.</summary>
[JsonSerializable(typeof(HoldResponse))]
internal sealed partial class HoldResponseJson : JsonSerializerContext
{
    public static readonly HoldResponseJson Api = new(ApiJson.AnswerOptions());
}
