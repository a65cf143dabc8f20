using Microsoft.Extensions.Logging;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <content>What is logged: one line per command, with how it ended.</content>
internal sealed partial class AvailabilityBlockGrain
{
    [LoggerMessage(LogLevel.Information, "Block {Block} leaves: {Reason}")]
    private partial void LogLeft(Key block, string reason, Exception? cause);

    [LoggerMessage(LogLevel.Debug, "Booking {AppointmentId} in block {Block}: {Status} {Placement}")]
    private partial void LogBooked(Key block, Guid appointmentId, BookStatus status, PlacementStatus placement);

    [LoggerMessage(LogLevel.Debug, "Placing {AppointmentId} in block {Block}: {Status}")]
    private partial void LogPlaced(Key block, Guid appointmentId, PlacementStatus status);

    [LoggerMessage(LogLevel.Debug, "Releasing {AppointmentId} from block {Block}: {Status}")]
    private partial void LogReleased(Key block, Guid appointmentId, PlacementStatus status);

    [LoggerMessage(LogLevel.Debug, "Placing hold {HoldId} in block {Block}: {Outcome} {Status}")]
    private partial void LogHoldPlaced(Key block, Guid holdId, AskOutcome outcome, PlacementStatus status);

    [LoggerMessage(LogLevel.Debug, "Releasing hold {HoldId} from block {Block}: {Status}")]
    private partial void LogHoldReleased(Key block, Guid holdId, ReleaseHoldStatus status);

    [LoggerMessage(LogLevel.Debug, "Redefining block {Block}: {Status}")]
    private partial void LogRedefined(Key block, RedefineStatus status);
}
