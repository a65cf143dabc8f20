using CsCheck;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

/// <summary>The rule of a block's other definition, as plain values.</summary>
public sealed class RedefinitionTests
{
    private static readonly LiveAppointment First = new(Guid.NewGuid(), At(0));
    private static readonly LiveAppointment Last = new(Guid.NewGuid(), At(585));

    private static readonly Gen<TimeRange> GenTime =
        Gen.Select(Gen.Int[0, 39], Gen.Int[1, 6]).Select((start, length) => At(start * 15, length * 15));

    [Fact]
    public void A_block_that_is_not_there_or_deleted_is_unknown()
    {
        var deleted = AvailabilityBlock.From(new BlockSnapshot(Definition() with { IsDeleted = true }, 1, []));

        Assert.Equal(RedefineStatus.BlockUnknown, Judge(Definition(), null).Status);
        Assert.Equal(RedefineStatus.BlockUnknown, Judge(Definition(), deleted).Status);
    }

    [Fact]
    public void A_block_that_has_another_clinician_by_now_has_moved()
    {
        var command = Command(Definition()) with { FormerClinicianId = Guid.NewGuid() };

        Assert.Equal(RedefineStatus.Moved, AvailabilityBlock.JudgeRedefinition(command, Block(), Now).Status);
    }

    [Fact]
    public void Who_would_be_outside_is_named_the_earliest_first()
    {
        var block = Block(null, Last, First);

        Assert.Equal([First.Id], Named(Definition() with { Time = At(15, 585) }, block));
        Assert.Equal([Last.Id], Named(Definition() with { Time = At(0, 599) }, block));
        Assert.Equal([First.Id, Last.Id], Named(Definition() with { Time = At(300, 60) }, block));
        Assert.Equal([], Named(Definition() with { Time = At(-60, 720) }, block));
    }

    [Fact]
    public void Who_stands_at_an_instant_over_capacity_is_named()
    {
        var (one, two) = (new LiveAppointment(Guid.NewGuid(), At(0, 20)), new LiveAppointment(Guid.NewGuid(), At(10, 20)));
        var block = Block(2, Last, two, one);

        Assert.Equal([one.Id, two.Id], Named(Definition(1), block));
        Assert.Equal([], Named(Definition(2), block));
    }

    [Fact]
    public void Another_clinician_or_nobody_leaves_all_behind()
    {
        var block = Block(null, First, Last);

        Assert.Equal([First.Id, Last.Id], Named(Definition() with { ClinicianId = Guid.NewGuid() }, block));
        Assert.Equal([First.Id, Last.Id], Named(Definition() with { IsDeleted = true }, block));
    }

    [Fact]
    public void What_is_over_is_in_nobodys_way_and_what_is_under_way_is()
    {
        var closed = Command(Definition() with { IsDeleted = true });
        var block = Block(null, First);

        Assert.Equal(
            RedefineStatus.Strands, AvailabilityBlock.JudgeRedefinition(closed, block, First.Time.End.AddSeconds(-1)).Status);
        Assert.Equal(
            RedefineStatus.Redefined, AvailabilityBlock.JudgeRedefinition(closed, block, First.Time.End).Status);
    }

    [Fact]
    public void A_hold_is_in_the_way_until_it_expires()
    {
        var hold = new Hold
        {
            Key = BlockKey with { Id = Guid.NewGuid() },
            BlockId = BlockKey.Id,
            PatientId = Guid.NewGuid(),
            ClinicianId = Clinician,
            Time = At(0),
            ExpiresAt = Now.AddMinutes(5),
            CreatedBy = Guid.NewGuid(),
            CreatedAt = Now,
        };
        var block = AvailabilityBlock.From(new BlockSnapshot(Definition(), 1, []) { Holds = [hold] });
        var command = Command(Definition() with { IsDeleted = true });

        var before = AvailabilityBlock.JudgeRedefinition(command, block, hold.ExpiresAt.AddSeconds(-1));
        var after = AvailabilityBlock.JudgeRedefinition(command, block, hold.ExpiresAt);

        Assert.Equal((RedefineStatus.Strands, hold.Key.Id), (before.Status, Assert.Single(before.Holds)));
        Assert.Empty(before.Appointments);
        Assert.Equal(RedefineStatus.Redefined, after.Status);
    }

    [Fact]
    public void At_most_so_many_are_named()
    {
        var live = Enumerable.Range(0, 600).Select(_ => new LiveAppointment(Guid.NewGuid(), At(0))).ToArray();

        Assert.Equal(AvailabilityBlock.MostNamed, Named(Definition() with { IsDeleted = true }, Block(500, live)).Length);
    }

    /// <summary>Against a look at every minute of the block.</summary>
    [Fact]
    public void What_is_allowed_strands_nobody_and_what_is_refused_would() =>
        Gen.Select(GenTime.Array[0, 12], GenTime, Gen.Int[1, 4], Gen.Int[-30, 660]).Sample((times, window, capacity, minute) =>
        {
            var now = Eight.AddMinutes(minute);
            var block = Block(500, [.. times.Select(time => new LiveAppointment(Guid.NewGuid(), time))]);
            var next = Definition(capacity) with { Time = window };

            var status = AvailabilityBlock.JudgeRedefinition(Command(next), block, now).Status;

            var future = times.Where(time => time.End > now).ToList();
            var fits = future.TrueForAll(time => window.Contains(time))
                && Enumerable.Range(0, 1000).All(each =>
                    future.Count(time => time.Start <= Eight.AddMinutes(each) && Eight.AddMinutes(each) < time.End) <= capacity);
            return fits == (status == RedefineStatus.Redefined);
        });

    private static Guid[] Named(BlockDefinition next, AvailabilityBlock block)
    {
        var answer = Judge(next, block);
        Assert.Equal(answer.Appointments.IsEmpty ? RedefineStatus.Redefined : RedefineStatus.Strands, answer.Status);
        return [.. answer.Appointments];
    }

    private static RedefineAnswer Judge(BlockDefinition next, AvailabilityBlock? block) =>
        AvailabilityBlock.JudgeRedefinition(Command(next), block, Now);

    private static RedefineBlock Command(BlockDefinition next) =>
        new() { Next = next, FormerClinicianId = Clinician, Deadline = Now.AddSeconds(3) };
}
