using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>Asks for another definition of the block.</summary>
internal sealed class RedefineAsk(RedefineBlock command, TimeProvider time) : Ask(time, command.Deadline)
{
    private RedefineAnswer judged = new(RedefineStatus.Overloaded);

    public override Verdict Judge(AvailabilityBlock? block)
    {
        judged = AvailabilityBlock.JudgeRedefinition(command, block, Now);
        if (judged.Status != RedefineStatus.Redefined)
        {
            return new Verdict(VerdictKind.Refused);
        }

        var isElsewhere = command.Next.ClinicianId != command.FormerClinicianId;
        Change = new DefinitionChange(command.Next, command.ClinicianVersion)
        {
            FormerClinicianId = isElsewhere ? command.FormerClinicianId : null,
        };
        return Verdict.Fits;
    }

    /// <summary>What its caller hears.</summary>
    public RedefineAnswer AnswerOf(AskOutcome outcome) => outcome switch
    {
        AskOutcome.Committed or AskOutcome.Refused => judged,
        AskOutcome.Moved or AskOutcome.ClinicianLost => new(RedefineStatus.Moved),
        AskOutcome.Unknown => new(RedefineStatus.OutcomeUnknown),
        AskOutcome.Known or AskOutcome.Again or AskOutcome.PatientLost or AskOutcome.AppointmentLost
            or AskOutcome.Rejected or AskOutcome.Overloaded => new(RedefineStatus.Overloaded),
    };
}
