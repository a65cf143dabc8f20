namespace Scheduling.Grains.Tests.Simulation;

/// <summary>Who and what there is: a few of each, so that everybody is in everybody's way.</summary>
internal sealed class Town
{
    public const int Hospital = 126;
    private const int Patients = 8;

    private readonly Agenda agenda;

    public Town(Agenda agenda, Database database)
    {
        this.agenda = agenda;
        Clinicians = [agenda.NewId(), agenda.NewId()];
        PatientIds = [.. Enumerable.Range(0, Patients).Select(_ => agenda.NewId())];
        Blocks = [.. Enumerable.Range(0, 3).Select(index => Define(Clinicians[index / 2], index % 2))];
        foreach (var clinician in Clinicians)
        {
            database.Clinicians[clinician] = 1;
        }

        foreach (var patient in PatientIds.Append(Visitor))
        {
            database.Patients.Set(patient, new PatientState(agenda.Now));
        }

        foreach (var block in Blocks)
        {
            database.Blocks.Set(block.Key.Id, new BlockState(block, agenda.Now));
        }
    }

    public Guid[] Clinicians { get; }

    public Guid[] PatientIds { get; }

    /// <summary>A patient who has nothing until all is quiet.</summary>
    public Guid Visitor { get; } = new("00000000-0000-0000-0000-000000000001");

    public BlockDefinition[] Blocks { get; }

    public T Any<T>(IReadOnlyList<T> all) => all[agenda.Pick(all.Count)];

    /// <summary>A time soon, by a grid of five minutes, mostly inside the block.</summary>
    public TimeRange AnyTime(BlockDefinition block)
    {
        var first = block.Time.Start > agenda.Now ? block.Time.Start : agenda.Now;
        var minutes = (long)(first - DateTimeOffset.UnixEpoch).TotalMinutes / 5 * 5;
        var start = DateTimeOffset.UnixEpoch.AddMinutes(minutes + (5 * agenda.Pick(10)));
        return new TimeRange(start, start.AddMinutes(5 * (1 + agenda.Pick(4))));
    }

    private BlockDefinition Define(Guid clinician, int half) => new()
    {
        Key = new Key(Hospital, agenda.NewId()),
        ClinicianId = clinician,
        Time = new TimeRange(agenda.Now.AddHours(24 * half), agenda.Now.AddHours(24 * (half + 1))),
        AllowOnDemand = true,
        AllowProvider = true,
        AllowSelf = true,
        IsAvailable = true,
        Optimization = OptimizationType.SingleBooking,
        OwnCapacity = 1 + agenda.Pick(2),
        CreatedAt = agenda.Now.AddHours(24 * half),
        ModifiedAt = agenda.Now,
    };
}
