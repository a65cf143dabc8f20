using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Load_what_nobody_has_is_nothing()
    {
        Assert.Null(await Store.LoadBlock(NewKey()));
        Assert.Null(await Store.ReadBlockVersion(NewKey()));
        Assert.Null(await Store.LoadPatientCalendar(NewKey(), Now));
        Assert.Null(await Store.LoadClinicianCalendar(NewKey(), Minutes(0, 15)));
        Assert.Null(await Store.LoadAppointment(NewKey()));
        Assert.Null(await Store.LoadPerson(NewKey()));
        Assert.Null(await Store.FindLogin(HospitalId, UserType.Patient, "nobody@example.org"));
    }

    [Fact]
    public async Task LoadBlock_has_every_member_of_the_definition()
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var plain = Block(NewKey());
        var full = Block(NewKey(), Minutes(600, 700)) with
        {
            AllowOnDemand = false,
            AllowProvider = false,
            AllowSelf = false,
            IsAvailable = false,
            Optimization = OptimizationType.DoubleBooking,
            OwnCapacity = 500,
            Locked = true,
            Private = true,
            ModifiedAt = Now.AddHours(1),
            CreatedBy = Guid.NewGuid(),
        };
        await Take(new ImportBatch
        {
            People = [Imported(clinician)],
            Blocks = [Of(clinician, plain), Of(clinician, full)],
            MayGrant = true,
        });

        var loaded = new[] { await Store.LoadBlock(plain.Key), await Store.LoadBlock(full.Key) };

        Assert.Equal(plain with { ClinicianId = clinician.Key.Id }, loaded[0]!.Definition);
        Assert.Equal(full with { ClinicianId = clinician.Key.Id }, loaded[1]!.Definition);
        Assert.All(loaded, block => Assert.Equal(1, block!.Version));
    }

    [Fact]
    public async Task LoadBlock_version_and_appointments_are_one_snapshot()
    {
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => NewPatient()));
        var booking = Task.Run(async () =>
        {
            foreach (var (index, patient) in patients.Index())
            {
                await Booked(block, clinician, patient, from: index * 15);
            }
        });

        do
        {
            var snapshots = await Task.WhenAll(Store.LoadBlock(block), Store.LoadBlock(block));
            Assert.All(snapshots, snapshot => Assert.Equal(snapshot!.Version - 1, snapshot.Live.Length));
        }
        while (!booking.IsCompleted);

        await booking;
        Assert.Equal(30, (await Store.LoadBlock(block))!.Live.Length);
    }

    [Fact]
    public async Task LoadPatientCalendar_leaves_out_what_ends_at_the_instant()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        await Booked(block, clinician, patient, from: 0);
        var later = await Booked(block, clinician, patient, from: 15);

        var calendar = await Store.LoadPatientCalendar(patient, Morning.AddMinutes(15));

        Assert.Equal(later.Key.Id, Assert.Single(calendar!.Live).Id);
        Assert.Equal(3, calendar.Version);
    }

    [Fact]
    public async Task LoadClinicianCalendar_has_the_standing_blocks_that_overlap()
    {
        var clinician = NewKey();
        await Take(new ImportBatch { People = [Imported(Person(clinician, ContactType.Clinician))], MayGrant = true });
        var blocks = new[] { (0, 60), (60, 120), (120, 180), (180, 240) }
            .Select(time => Block(NewKey(), Minutes(time.Item1, time.Item2)) with { ClinicianId = clinician.Id })
            .ToArray();
        blocks[2] = blocks[2] with { IsDeleted = true };
        await Store.Commit(new OpeningCommit(clinician, 1, [.. blocks]));

        var calendar = await Store.LoadClinicianCalendar(clinician, Minutes(60, 180));

        Assert.Equal(blocks[1], Assert.Single(calendar!.Blocks));
        Assert.Equal(2, calendar.Version);
    }

    [Fact]
    public async Task LoadAppointment_keeps_raw_members_as_they_were_written()
    {
        var (block, clinician) = await NewBlock();
        var bare = Details with
        {
            PatientQueueId = Guid.NewGuid(),
            Where = "",
            WhereUse = null,
            PaymentRequisites = null,
            WaiveFee = true,
            IntakeMetadata = """{ "n": 1.50, "big": 123456789012345678, "t": "<\u00e9+é\/>" }""",
        };
        var appointment = Appointment(block, await NewPatient(), clinician, Minutes(0, 15)) with { Details = bare };
        await Store.Commit(Commit(block, 1, Book(appointment)));

        var loaded = await Store.LoadAppointment(appointment.Key);

        Assert.Equal(appointment, loaded);
    }

    [Fact]
    public async Task Ping_completes() => await Store.Ping();
}
