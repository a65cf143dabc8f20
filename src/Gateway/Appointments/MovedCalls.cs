namespace Scheduling.Gateway.Appointments;

/// <summary>
/// An activation that is its block's no more says so, and has written nothing: the command is sent again, once, to the
/// one that is. It carries the same ids, so it never books twice.
/// </summary>
internal static class MovedCalls
{
    public static async Task<BookAnswer> BookWhereItIsNow(this IAvailabilityBlockGrain block, BookAppointment command)
    {
        var answer = await block.Book(command);
        return answer is { Status: BookStatus.NotPlaced, Placement: PlacementStatus.Moved }
            ? await block.Book(command)
            : answer;
    }

    public static async Task<RescheduleAnswer> RescheduleWhereItIsNow(
        this IAppointmentGrain appointment, RescheduleAppointment command)
    {
        var answer = await appointment.Reschedule(command);
        return answer is { Status: RescheduleStatus.NotPlaced, Placement: PlacementStatus.Moved }
            ? await appointment.Reschedule(command)
            : answer;
    }

    public static async Task<CancelAnswer> CancelWhereItIsNow(this IAppointmentGrain appointment, CancelAppointment command)
    {
        var answer = await appointment.Cancel(command);
        return answer is { Status: CancelStatus.NotReleased, Release: PlacementStatus.Moved }
            ? await appointment.Cancel(command)
            : answer;
    }
}
