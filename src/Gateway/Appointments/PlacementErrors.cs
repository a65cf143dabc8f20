using System.Collections.Immutable;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>What a client hears when a block did not give the time.</summary>
internal static class PlacementErrors
{
    /// <exception cref="ArgumentException">It was placed.</exception>
    public static ApiError ToError(
        this PlacementStatus status,
        ImmutableArray<TimeRange> alternatives,
        DateTimeZone zone,
        TimeSpan retryAfter = default) => status switch
        {
            PlacementStatus.Placed => throw new ArgumentException("A placed appointment is no error.", nameof(status)),
            PlacementStatus.PatientInactive => ApiError.Invalid("The patient is not active"),
            PlacementStatus.NotAPatient => ApiError.Invalid("The person named as patient is not a patient"),
            PlacementStatus.ClinicianInactive => ApiError.Invalid("The clinician is not active"),
            PlacementStatus.NotAClinician => ApiError.Invalid("The person named as clinician is not a clinician"),
            PlacementStatus.ServiceTypeUnknown => ApiError.UnknownServiceType,
            PlacementStatus.FeeNotWaivable => ApiError.Invalid("The patient may not waive the fee"),
            PlacementStatus.TimeZoneUnknown => ApiError.UnknownTimeZone,
            PlacementStatus.StartNotInFuture => ApiError.Invalid("Appointment time should be set in the future"),
            PlacementStatus.BlockUnknown or PlacementStatus.BlockPrivate => ApiError.UnknownBlock,
            PlacementStatus.ClinicianOfAnotherBlock => ApiError.Invalid("The availability block is another clinician's"),
            PlacementStatus.BlockUnavailable => ApiError.Invalid("The availability block is not available"),
            PlacementStatus.TypeNotAllowed => ApiError.Invalid("The availability block does not allow this appointment type"),
            PlacementStatus.BlockLocked => ApiError.Invalid("The availability block is locked"),
            PlacementStatus.TooLong => ApiError.Invalid("The appointment is longer than the hospital allows"),
            PlacementStatus.OutsideBlock => ApiError.Invalid("The appointment must lie inside its availability block"),
            PlacementStatus.HoldUnknown => ApiError.HoldUnusable,
            PlacementStatus.TimeTaken => ApiError.TimeTaken(alternatives, zone),
            PlacementStatus.PatientBusy => ApiError.PatientBusy(alternatives, zone),
            PlacementStatus.PatientLimitReached =>
                ApiError.Invalid("The patient has as many appointments as the hospital allows"),
            PlacementStatus.TooManyHolds => ApiError.TooManyRequests(retryAfter),
            PlacementStatus.Moved or PlacementStatus.Overloaded or PlacementStatus.AppointmentChanged => ApiError.Overloaded,
            PlacementStatus.OutcomeUnknown => ApiError.OutcomeUnknown,
            PlacementStatus.Unstorable => ApiError.Invalid("The appointment cannot be stored"),
        };
}
