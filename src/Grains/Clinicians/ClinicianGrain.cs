using Microsoft.Extensions.Logging;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Clinicians;

/// <summary>
/// The shell around <see cref="ClinicianBlocks"/>. It remembers nothing between commands: opening blocks is rare, and
/// the calendar's version in the commit is what keeps two activations apart.
/// </summary>
[GrainType("clinician")]
internal sealed partial class ClinicianGrain(IScheduleStore store, ILogger<ClinicianGrain> logger)
    : Grain, IClinicianGrain
{
    public async Task<OpenStatus> Open(OpenBlocks command)
    {
        Check(command);
        var status = await Decide(command);
        LogOpened(this.ScheduleKey(), command.Blocks.Length, status);
        return status;
    }

    public async Task<RedefineAnswer> Redefine(RedefineBlock command)
    {
        var clinician = this.ScheduleKey();
        if (command.Next.ClinicianId != clinician.Id || command.Next.Key.HospitalId != clinician.HospitalId)
        {
            throw new ArgumentException("The block shall be this clinician's.", nameof(command));
        }

        var calendar = await store.LoadClinicianCalendar(clinician, command.Next.Time);
        var status = calendar.Redefine(command);
        var answer = status == RedefineStatus.Redefined
            ? await GrainFactory.AvailabilityBlock(command.Next.Key)
                .Redefine(command with { ClinicianVersion = calendar!.Version })
            : new RedefineAnswer(status);
        LogRedefined(clinician, command.Next.Key.Id, answer.Status);
        return answer;
    }

    private async Task<OpenStatus> Decide(OpenBlocks command)
    {
        var clinician = this.ScheduleKey();
        var calendar = await store.LoadClinicianCalendar(clinician, command.Span());
        var (status, toOpen) = calendar.Open(command);
        if (toOpen.IsEmpty)
        {
            return status;
        }

        try
        {
            return await store.Commit(new OpeningCommit(clinician, calendar!.Version, toOpen)) switch
            {
                OpeningOutcome.Done => OpenStatus.Opened,
                OpeningOutcome.ClinicianLost => OpenStatus.Moved,
                OpeningOutcome.IdExists => OpenStatus.BlockExists,
            };
        }
        catch (StoreUnavailableException)
        {
            return OpenStatus.Overloaded;
        }
        catch (OutcomeUnknownException)
        {
            return OpenStatus.OutcomeUnknown;
        }
    }

    private void Check(OpenBlocks command)
    {
        var clinician = this.ScheduleKey();
        if (command.Blocks.IsDefaultOrEmpty
            || command.Blocks.Any(block => block.ClinicianId != clinician.Id || block.Key.HospitalId != clinician.HospitalId))
        {
            throw new ArgumentException("The blocks to open are this clinician's, and at least one.", nameof(command));
        }
    }

    [LoggerMessage(LogLevel.Information, "Opening {Count} blocks of clinician {Clinician}: {Status}")]
    private partial void LogOpened(Key clinician, int count, OpenStatus status);

    [LoggerMessage(LogLevel.Information, "Redefining block {Block} for clinician {Clinician}: {Status}")]
    private partial void LogRedefined(Key clinician, Guid block, RedefineStatus status);
}
