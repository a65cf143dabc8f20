using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Tests.Admission;

public sealed class WaitingRoomTests
{
    private const int Here = 126;
    private const int There = 127;

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_free_place_is_given_at_once_and_no_more_than_there_are()
    {
        using var room = Room(inFlight: 2);

        Assert.True(room.TryEnter());
        Assert.True(room.TryEnter());
        Assert.False(room.TryEnter());
        Assert.Equal(2, room.Inside);
    }

    [Fact]
    public async Task Who_waits_is_let_in_in_order_when_places_are_given_back()
    {
        using var room = Room(inFlight: 1);
        room.TryEnter();
        var first = room.Wait(Here)!;
        var second = room.Wait(Here)!;

        room.Leave();

        Assert.True(await first);
        Assert.False(second.IsCompleted);
        Assert.Equal((1, 1), (room.Inside, room.Waiting));
    }

    [Fact]
    public void Nobody_overtakes_who_waits()
    {
        using var room = Room(inFlight: 1);
        room.TryEnter();
        var waiting = room.Wait(Here)!;
        room.Leave();

        Assert.True(waiting.IsCompleted);
        Assert.False(room.TryEnter());
    }

    [Fact]
    public void A_place_that_was_given_back_meanwhile_is_not_waited_for()
    {
        using var room = Room(inFlight: 1);
        room.TryEnter();
        room.Leave();

        Assert.True(room.Wait(Here)!.IsCompletedSuccessfully);
        Assert.Equal((1, 0), (room.Inside, room.Waiting));
    }

    [Fact]
    public void Hospitals_take_turns_however_long_their_lines_are()
    {
        using var room = Room(inFlight: 1);
        room.TryEnter();
        var crowd = Enumerable.Range(0, 5).Select(_ => room.Wait(Here)!).ToList();
        var quiet = room.Wait(There)!;

        room.Leave();
        room.Leave();

        Assert.True(quiet.IsCompletedSuccessfully);
        Assert.Equal(1, crowd.Count(turn => turn.IsCompleted));
    }

    [Fact]
    public void No_line_takes_more_than_the_room_that_is_left_to_all_others()
    {
        using var room = Room(inFlight: 1, waiting: 100);
        room.TryEnter();

        var crowd = Enumerable.Range(0, 200).Count(_ => room.Wait(Here) is not null);
        var others = Enumerable.Range(0, 200).Count(_ => room.Wait(There) is not null);

        Assert.Equal((50, 25), (crowd, others));
    }

    [Fact]
    public void Whether_somebody_would_be_refused_can_be_asked_without_coming()
    {
        using var room = Room(inFlight: 1, waiting: 2);
        room.TryEnter();
        var whileNobodyWaits = room.WouldRefuse(Here);
        _ = room.Wait(Here);

        Assert.False(whileNobodyWaits);
        Assert.True(room.WouldRefuse(Here));
        Assert.False(room.WouldRefuse(There));
        Assert.Equal(1, room.Waiting);
    }

    [Fact]
    public void Where_nobody_may_wait_everybody_without_a_place_is_refused()
    {
        using var room = Room(inFlight: 1, waiting: 0);
        room.TryEnter();

        Assert.Null(room.Wait(Here));
    }

    [Fact]
    public async Task Who_was_let_wait_is_told_no_where_no_place_is_given_back()
    {
        using var room = Room(inFlight: 1);
        room.TryEnter();
        var first = room.Wait(Here)!;

        time.Advance(TimeSpan.FromMilliseconds(1_000));
        var whileItMayBeACrowd = first.IsCompleted;
        time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.False(whileItMayBeACrowd);
        Assert.False(await first.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal((1, 0), (room.Inside, room.Waiting));
    }

    [Fact]
    public void Nobody_is_let_wait_where_the_places_have_not_moved_for_long()
    {
        using var room = Room(inFlight: 1, burst: 100);
        room.TryEnter();
        _ = room.Wait(Here);
        time.Advance(TimeSpan.FromMilliseconds(90));

        Assert.Null(room.Wait(Here));
    }

    [Fact]
    public void A_crowd_that_is_worked_off_in_time_is_let_wait_as_a_whole()
    {
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 10);

        run.Pass(1, _ => Enumerable.Repeat(Here, 700));
        run.Pass(1_000, _ => []);

        Assert.Equal((700, 0, 0), (run.Served(Here), run.Refused(Here), run.SentAway(Here)));
    }

    [Fact]
    public void At_ten_times_the_capacity_no_place_is_idle_and_nobody_waits_in_vain()
    {
        // 1,000 a second are worked on, and 10,000 come.
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 10);

        run.Pass(5_000, _ => Enumerable.Repeat(Here, 10));

        Assert.InRange(run.Served(Here), 4_950, 5_000);
        Assert.Equal(0, run.SentAway(Here));
        Assert.InRange(run.LongestWait(since: 2_000), 0, 100);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void The_capacity_may_change_without_anything_to_tune(int laterServiceMilliseconds)
    {
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 10);
        run.Pass(3_000, _ => Enumerable.Repeat(Here, 10));
        var before = run.Served(Here);

        run.ServiceMilliseconds = laterServiceMilliseconds;
        run.Pass(3_000, _ => Enumerable.Repeat(Here, 10));

        var capacity = 10 * 3_000 / laterServiceMilliseconds;
        Assert.InRange(run.Served(Here) - before, capacity * 0.95, capacity * 1.05);
        Assert.InRange(run.LongestWait(since: 4_000), 0, 100);
    }

    [Fact]
    public void One_hospitals_rush_costs_another_nothing()
    {
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 10);

        // One wants ten times what there is, the other a third of it.
        run.Pass(4_000, moment => Enumerable.Repeat(Here, 10).Concat(moment % 3 == 0 ? [There] : []));

        Assert.Equal(0, run.Refused(There) + run.SentAway(There));
        Assert.InRange(run.Served(There), 1_320, 1_334);
        Assert.InRange(run.Served(Here), 2_600, 2_700);
    }

    [Fact]
    public void A_stall_that_was_worked_off_at_once_is_not_held_against_later_crowds()
    {
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 300);
        run.Pass(1, _ => Enumerable.Repeat(Here, 10));
        run.Pass(1, _ => Enumerable.Repeat(Here, 15));
        run.ServiceMilliseconds = 1;
        run.Pass(1_000, _ => []);

        Crowd();
        Crowd();
        var before = run.Refused(Here);
        Crowd();

        Assert.Equal(before, run.Refused(Here));

        void Crowd()
        {
            run.Pass(1, _ => Enumerable.Repeat(Here, 200));
            run.Pass(1_000, _ => []);
        }
    }

    [Fact]
    public void Who_comes_by_chance_beside_a_rush_is_not_refused_for_coming_in_bunches()
    {
        // 200 a second are worked on, so that six are served while anybody may wait in a queue that stands; a third of
        // them would be needed, in which four come at once now and then.
        using var run = new RoomRun(time, inFlight: 1, serviceMilliseconds: 5);
        var chance = new Random(7);

        run.Pass(20_000, _ => Enumerable.Repeat(Here, 2).Concat(chance.Next(15) == 0 ? [There] : []));

        Assert.Equal(0, run.Refused(There) + run.SentAway(There));
        Assert.InRange(run.Served(There), 1_200, 1_450);
        Assert.InRange(run.Served(There) + run.Served(Here), 3_950, 4_000);
    }

    [Fact]
    public void Two_hospitals_that_both_want_too_much_get_the_same()
    {
        using var run = new RoomRun(time, inFlight: 10, serviceMilliseconds: 10);

        run.Pass(4_000, _ => [Here, Here, Here, Here, Here, Here, Here, There, There]);

        Assert.InRange(run.Served(There) / (double)run.Served(Here), 0.95, 1.05);
    }

    [Fact]
    public async Task Threads_that_come_and_go_are_never_more_than_the_places_and_none_is_forgotten()
    {
        using var room = new WaitingRoom(
            new RoomOptions { InFlight = 3, Waiting = 1_000_000, BurstMilliseconds = 60_000 }, TimeProvider.System);
        var inside = 0;
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                if (!room.TryEnter() && !await room.Wait(worker)!.WaitAsync(TimeSpan.FromSeconds(60)))
                {
                    continue;
                }

                var now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                room.Leave();
            }
        })));

        Assert.InRange(most, 1, 3);
        Assert.Equal((0, 0), (room.Inside, room.Waiting));
    }

    [Fact]
    public void Coming_and_going_costs_no_memory_while_places_are_free()
    {
        using var room = Room(inFlight: 10);
        var place = default(Place);
        Go(room, ref place);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            Go(room, ref place);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Go(WaitingRoom room, ref Place place)
    {
        if (room.TryEnter())
        {
            place.Take(room, Here);
        }

        place.GiveBack();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var now = Volatile.Read(ref most); value > now;)
        {
            now = Interlocked.CompareExchange(ref most, value, now);
        }
    }

    private WaitingRoom Room(int inFlight, int waiting = 1_000, int burst = 1_000) =>
        new(new RoomOptions { InFlight = inFlight, Waiting = waiting, BurstMilliseconds = burst }, time);
}
