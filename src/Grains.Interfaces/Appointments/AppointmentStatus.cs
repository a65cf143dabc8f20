namespace Scheduling;

/// <summary>The life of an appointment. Names and numbers are those of the HTTP API.</summary>
public enum AppointmentStatus
{
    NotSpecified = 0,
    Scheduled = 1,
    Waiting = 2,
    CancelledByPatient = 3,
    CancelledByProvider = 4,
    Fulfilled = 5,
    Transferred = 6,
}

public static class AppointmentStatusExtensions
{
    /// <summary>Only a live appointment occupies time and can be changed.</summary>
    public static bool IsLive(this AppointmentStatus status) =>
        status is AppointmentStatus.Scheduled or AppointmentStatus.Waiting;

    public static bool IsCancelled(this AppointmentStatus status) =>
        status is AppointmentStatus.CancelledByPatient or AppointmentStatus.CancelledByProvider;
}
