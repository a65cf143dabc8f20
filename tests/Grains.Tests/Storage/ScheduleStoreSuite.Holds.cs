using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    /// <summary>Stores filter by their own clock, so that a test's holds have to be current.</summary>
    private static readonly DateTimeOffset Soon =
        DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds());

    [Fact]
    public async Task Commit_a_hold_is_stored_and_raises_both_versions()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);

        var outcomes = await Send(Commit(block, 1, Place(hold)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((2L, 0), (snapshot!.Version, snapshot.Live.Length));
        Assert.Equal(hold, Assert.Single(snapshot.Holds));
        var calendar = await Store.LoadPatientCalendar(patient, Now);
        Assert.Equal((2L, hold), (calendar!.Version, calendar.Hold));
        Assert.Equal(hold.CreatedAt, Assert.Single(await Placed(patient, block)));
    }

    [Fact]
    public async Task Commit_a_hold_is_there_for_a_store_that_is_opened_later()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);
        await Send(Commit(block, 1, Place(hold)));

        var later = await OpenStore();

        Assert.Equal(hold, Assert.Single((await later.LoadBlock(block))!.Holds));
        Assert.Equal(hold, (await later.LoadPatientCalendar(patient, Now))!.Hold);
        Assert.Single(await later.LoadHoldsPlaced(patient, block.Id, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Commit_a_hold_replaces_the_patients_own_in_another_block_and_raises_that()
    {
        var ((former, clinician), (block, other)) = (await NewBlock(), await NewBlock());
        var patient = await NewPatient();
        await Send(Commit(former, 1, Place(Hold(former, patient, clinician))));
        var hold = Hold(block, patient, other);

        var outcomes = await Send(Commit(block, 1, Place(hold, patientVersion: 2) with { FormerBlockId = former.Id }));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        var left = await Store.LoadBlock(former);
        Assert.Equal((3L, 0), (left!.Version, left.Holds.Length));
        Assert.Equal(hold, Assert.Single((await Store.LoadBlock(block))!.Holds));
        Assert.Equal(hold, (await Store.LoadPatientCalendar(patient, Now))!.Hold);
        Assert.Equal(3, await PatientVersion(patient));
        Assert.Single(await Placed(patient, former));
        Assert.Single(await Placed(patient, block));
    }

    [Fact]
    public async Task Commit_a_hold_that_loses_a_fence_leaves_the_one_that_stands()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);
        await Send(Commit(block, 1, Place(hold)));
        var next = Hold(block, patient, clinician, Minutes(60, 75));

        var blockLost = await Send(Commit(block, 1, Place(next, patientVersion: 2)));
        var patientLost = await Send(Commit(block, 2, Place(next, patientVersion: 1)));

        Assert.Equal((ChangeOutcome.BlockLost, ChangeOutcome.PatientLost), (blockLost[0], patientLost[0]));
        Assert.Equal(hold, (await Store.LoadPatientCalendar(patient, Now))!.Hold);
        Assert.Single(await Placed(patient, block));
    }

    [Fact]
    public async Task Commit_a_released_hold_is_gone_and_may_be_gone_before()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);
        await Send(Commit(block, 1, Place(hold)));

        var released = await Send(Commit(block, 2, new HoldReleased(hold)));
        var again = await Send(Commit(block, 3, new HoldReleased(hold)));

        Assert.Equal((ChangeOutcome.Done, ChangeOutcome.Done), (released[0], again[0]));
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((4L, 0), (snapshot!.Version, snapshot.Holds.Length));
        Assert.Equal(4, await PatientVersion(patient));
        Assert.Single(await Placed(patient, block));
    }

    [Fact]
    public async Task Commit_a_release_leaves_the_patients_next_hold()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var (first, next) = (Hold(block, patient, clinician), Hold(block, patient, clinician, Minutes(60, 75)));
        await Send(Commit(block, 1, Place(first)));
        await Send(Commit(block, 2, Place(next, patientVersion: 2)));

        await Send(Commit(block, 3, new HoldReleased(first)));

        Assert.Equal(next, (await Store.LoadPatientCalendar(patient, Now))!.Hold);
    }

    [Fact]
    public async Task Commit_a_booking_uses_its_hold_up_in_the_same_commit()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);
        await Send(Commit(block, 1, Place(hold)));
        var appointment = Appointment(block, patient, clinician, hold.Time);

        var outcomes = await Send(Commit(block, 2, Book(appointment, 2) with { UsedHoldId = hold.Key.Id }));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((3L, 1, 0), (snapshot!.Version, snapshot.Live.Length, snapshot.Holds.Length));
        Assert.Null((await Store.LoadPatientCalendar(patient, Now))!.Hold);
    }

    [Fact]
    public async Task Commit_a_booking_that_is_not_made_leaves_its_hold()
    {
        var (block, clinician) = await NewBlock();
        var (first, patient) = (await NewPatient(), await NewPatient());
        var stored = await Booked(block, clinician, first);
        var hold = Hold(block, patient, clinician, Minutes(60, 75));
        await Send(Commit(block, 2, Place(hold)));
        var same = Appointment(block, patient, clinician, hold.Time) with { Key = stored.Key };
        var bad = Appointment(block, patient, clinician, hold.Time);
        bad = bad with { Details = Details with { IntakeMetadata = "no" } };

        var exists = await Send(Commit(block, 3, Book(same, 2) with { UsedHoldId = hold.Key.Id }));
        var rejected = await Send(Commit(block, 4, Book(bad, 2) with { UsedHoldId = hold.Key.Id }));

        Assert.Equal((ChangeOutcome.IdExists, ChangeOutcome.Rejected), (exists[0], rejected[0]));
        Assert.Equal(hold, (await Store.LoadPatientCalendar(patient, Now))!.Hold);
    }

    [Fact]
    public async Task Commit_every_kind_of_change_goes_with_the_others_and_a_bad_row_fails_alone()
    {
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => NewPatient()));
        var used = Hold(block, patients[0], clinician, Minutes(0, 15));
        var ended = Hold(block, patients[1], clinician, Minutes(15, 30));
        await Send(Commit(block, 1, Place(used), Place(ended)));
        var placed = Hold(block, patients[2], clinician, Minutes(30, 45));
        var bad = Appointment(block, patients[3], clinician, Minutes(45, 60)) with
        {
            Details = Details with { IntakeMetadata = "{},\"where\":\"x\"" },
        };

        var outcomes = await Send(Commit(
            block,
            2,
            Book(Appointment(block, patients[0], clinician, used.Time), 2) with { UsedHoldId = used.Key.Id },
            new HoldReleased(ended),
            Place(placed),
            Book(bad),
            Book(Appointment(block, patients[4], clinician, Minutes(60, 75)))));

        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.Done, ChangeOutcome.Done, ChangeOutcome.Rejected, ChangeOutcome.Done],
            outcomes);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((3L, 2), (snapshot!.Version, snapshot.Live.Length));
        Assert.Equal(placed, Assert.Single(snapshot.Holds));
    }

    [Fact]
    public async Task LoadBlock_leaves_expired_holds_out_and_the_patients_calendar_keeps_theirs()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var expired = Hold(block, patient, clinician) with { ExpiresAt = Soon.AddHours(-1) };
        await Send(Commit(block, 1, Place(expired)));

        Assert.Empty((await Store.LoadBlock(block))!.Holds);
        Assert.Equal(expired, (await Store.LoadPatientCalendar(patient, Now))!.Hold);
    }

    [Fact]
    public async Task LoadHoldsPlaced_counts_by_patient_and_block_and_forgets_what_is_older_than_a_quarter_of_an_hour()
    {
        var ((block, clinician), (other, _)) = (await NewBlock(), await NewBlock());
        var (patient, neighbour) = (await NewPatient(), await NewPatient());
        var times = new[] { Soon, Soon.AddMinutes(5), Soon.AddMinutes(10), Soon.AddMinutes(15) };
        foreach (var (index, at) in times.Index())
        {
            var hold = Hold(block, patient, clinician) with { CreatedAt = at };
            await Send(Commit(block, index + 1, Place(hold, patientVersion: index + 1)));
        }

        Assert.Equal(times[1..], await Store.LoadHoldsPlaced(patient, block.Id, DateTimeOffset.UnixEpoch));
        Assert.Equal(times[2..], await Store.LoadHoldsPlaced(patient, block.Id, times[1]));
        Assert.Empty(await Placed(patient, other));
        Assert.Empty(await Placed(neighbour, block));
    }

    [Fact]
    public async Task Commit_hold_and_booking_of_one_version_have_one_winner()
    {
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewPatient()));

        var outcomes = await Task.WhenAll(patients.Index().Select(one => Send(Commit(block, 1, one.Index % 2 == 0
            ? Place(Hold(block, one.Item, clinician))
            : Book(Appointment(block, one.Item, clinician, Minutes(0, 15)))))));

        Assert.Single(outcomes, outcome => outcome is [ChangeOutcome.Done]);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((2L, 1), (snapshot!.Version, snapshot.Live.Length + snapshot.Holds.Length));
    }

    private static HoldPlaced Place(Hold hold, long patientVersion = 1) =>
        new(hold) { ExpectedPatientVersion = patientVersion };

    private static Hold Hold(Key block, Key patient, Guid clinician, TimeRange? time = null) => new()
    {
        Key = NewKey(block.HospitalId),
        BlockId = block.Id,
        PatientId = patient.Id,
        ClinicianId = clinician,
        Time = time ?? Minutes(0, 15),
        ExpiresAt = Soon,
        CreatedBy = patient.Id,
        CreatedAt = Soon.AddMinutes(-5),
    };

    private Task<ImmutableArray<DateTimeOffset>> Placed(Key patient, Key block) =>
        Store.LoadHoldsPlaced(patient, block.Id, DateTimeOffset.UnixEpoch);
}
