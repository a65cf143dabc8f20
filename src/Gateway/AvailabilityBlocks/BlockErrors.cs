using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>What else may be wrong with a block.</summary>
internal static class BlockErrors
{
    public static readonly ApiError Overlaps =
        ApiError.Taken("The clinician has another availability block at this time");

    public static readonly ApiError ClinicianInactive = ApiError.Invalid("The clinician is not active");

    public static readonly ApiError NotAClinician = ApiError.Invalid("The person named as clinician is not a clinician");

    /// <summary>It names what is in the way, in its body.</summary>
    public static ApiError Strands(RedefineAnswer answer) =>
        ApiError.Invalid("The availability block has appointments or holds that would be stranded") with
        {
            Appointments = answer.Appointments,
            Holds = answer.Holds,
        };

    /// <summary>Sent again, it is refused as overlapping where it had been done.</summary>
    public static readonly ApiError OutcomeUnknown = ApiError.Unavailable("The outcome is unknown, try again");
}
