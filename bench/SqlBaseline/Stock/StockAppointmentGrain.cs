using Scheduling.Grains;
using Scheduling.Grains.Appointments;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>An appointment's document and life. The rules are the product's.</summary>
[GrainType("stock-appointment")]
internal sealed class StockAppointmentGrain(
    [PersistentState("stock-appointment", StockStorage.Json)] IPersistentState<StockAppointmentState> state,
    TimeProvider time) : Grain, IAppointmentGrain, IStockAppointmentGrain
{
    private Appointment? Current => state.RecordExists ? state.State.ToAppointment() : null;

    public Task<Appointment?> Get() => Task.FromResult(Current);

    public Task Store(Appointment appointment)
    {
        state.State = StockAppointmentState.Of(appointment);
        return state.WriteOrLeave(this);
    }

    public async Task<RescheduleAnswer> Reschedule(RescheduleAppointment command)
    {
        var former = Current;
        var (status, next) = former.Reschedule(command, time.GetUtcNow());
        if (next is null)
        {
            return new RescheduleAnswer(status);
        }

        var placed = await Block(next).Place(new PlaceAppointment
        {
            Placement = command.Placement with { FeeAllowed = next.SettlesItsFee() },
            Former = former!,
            Next = next,
            Deadline = command.Deadline,
        });
        if (placed.Status != PlacementStatus.Placed)
        {
            return placed.ToRescheduleAnswer();
        }

        await Store(next);
        await LeaveFormer(former!, next, command.Deadline);
        return new RescheduleAnswer(status) { Appointment = next };
    }

    public async Task<CancelAnswer> Cancel(CancelAppointment command)
    {
        var (status, next) = Current.Cancel(command, time.GetUtcNow());
        if (next is null)
        {
            return new CancelAnswer(status);
        }

        await Store(next);
        await Task.WhenAll(Leave(Block(next), next, command.Deadline), Patient(next).Release(next.Key.Id));
        return new CancelAnswer(status);
    }

    /// <summary>After the write: it never has neither time.</summary>
    private async Task LeaveFormer(Appointment former, Appointment next, DateTimeOffset deadline)
    {
        if (former.BlockId != next.BlockId)
        {
            await Leave(Block(former), former with { Status = AppointmentStatus.Transferred }, deadline);
        }

        if (former.PatientId != next.PatientId)
        {
            await Patient(former).Release(former.Key.Id);
        }
    }

    private static Task<PlacementStatus> Leave(
        IAvailabilityBlockGrain block, Appointment gone, DateTimeOffset deadline) =>
        block.Release(new ReleaseAppointment { Next = gone, Deadline = deadline });

    private IAvailabilityBlockGrain Block(Appointment appointment) =>
        GrainFactory.AvailabilityBlock(appointment.Key with { Id = appointment.BlockId });

    private IStockPatientGrain Patient(Appointment appointment) =>
        GrainFactory.StockPatient(appointment.Key with { Id = appointment.PatientId });
}
