namespace Scheduling.BookingRush;

/// <summary>The requests that an audit sends: what is in doubt is asked again, and free slots are tried.</summary>
internal sealed class AuditCalls(
    IReadOnlyList<Uri> targets, Scenario scenario, Plan plan, Requests requests, IPatientTokens tokens,
    ICollection<Operation> history, TimeProvider time) : IDisposable
{
    private const int MostTries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private readonly Sender sender = new(targets, 0, time);
    private readonly EpochClock clock = new(time);

    /// <summary>Sends a booking that is in doubt again, with its key and as it was.</summary>
    /// <returns>What is known now; still in doubt where the gateway does not say.</returns>
    public Task<Operation> AskAgain(Operation doubt)
    {
        var block = plan.BlockNumber(doubt.Block!.Value)
            ?? throw new UsageException($"The block {doubt.Block} is not one of this seed's.");
        var slot = (int)((doubt.From!.Value - plan.Day).TotalMinutes / plan.SlotMinutes);
        var attempt = new Attempt(block, slot, plan.PatientNumber(doubt.Patient)!.Value);
        return Settle(new AuditVisit(doubt.Visitor, visit => new Step
        {
            Act = Act.Book,
            Visit = visit,
            Attempt = attempt,
            Path = requests.Book(visit, attempt).Path,
            Body = requests.Bodies.Appointment(attempt, doubt.Hold),
            Key = doubt.Key,
            Hold = doubt.Hold,
        }).First());
    }

    /// <summary>Books a slot as the auditor and cancels it again.</summary>
    /// <returns>Whether it could be booked; nothing where the gateway does not say.</returns>
    public async Task<bool?> Try(int block, int slot, long number)
    {
        var visit = new AuditVisit(number, visit => requests.Book(visit, new Attempt(block, slot, scenario.Auditor)));
        var booked = await Settle(visit.First());
        if (booked is not { Outcome: Outcome.Won, Appointment: { } appointment })
        {
            return booked.Outcome == Outcome.Taken ? false : null;
        }

        await Settle(Requests.Cancel(visit, appointment, new Attempt(block, slot, scenario.Auditor)));
        return true;
    }

    public void Dispose() => sender.Dispose();

    private async Task<Operation> Settle(Step step)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (heard, sent) = await sender.Send(step, tokens.Of(step.Attempt.Patient), plan);
            var operation = Operation.Of(
                plan, 0, PhaseName.Audit, step, heard, clock.At(sent), clock.At(time.GetTimestamp()));
            history.Add(operation);
            if (attempt == MostTries || !step.MayBeRepeated(heard))
            {
                return operation;
            }

            await Task.Delay(heard.RetryAfter ?? FirstPause * attempt, time, CancellationToken.None);
            step = step.Again(sent, attempt % targets.Count);
        }
    }

    private sealed class AuditVisit : Visit
    {
        private readonly Func<Visit, Step> first;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public AuditVisit(long number, Func<Visit, Step> first)
        {
            Number = number;
            this.first = first;
        }

        public override Step First() => first(this);
    }
}
