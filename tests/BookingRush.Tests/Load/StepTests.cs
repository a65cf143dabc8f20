using System.Text;

namespace Scheduling.BookingRush.Tests;

/// <summary>What is asked once more, and what is not.</summary>
public sealed class StepTests
{
    private static readonly Plan Plan = new(1, new DateTimeOffset(2030, 1, 3, 0, 0, 0, TimeSpan.Zero), 10);

    private static readonly IOException Cut = new("The connection was cut.");

    private static readonly Act[] Same =
        [Act.Reschedule, Act.Cancel, Act.Hold, Act.Release, Act.Search, Act.Read, Act.List];

    [Fact]
    public void MayBeRepeated_unknown_outcome_where_twice_is_the_same_as_once() =>
        Assert.All(Enum.GetValues<Act>(), act =>
        {
            var step = Step(act);

            Assert.Equal(Same.Contains(act), step.MayBeRepeated(Listening.To(step, Answer(503, 1000503), Plan)));
            Assert.Equal(Same.Contains(act), step.MayBeRepeated(Listening.Silence(step, wasSent: true, Cut)));
        });

    [Fact]
    public void MayBeRepeated_unknown_outcome_of_a_booking_with_its_key() =>
        Assert.All([Act.Book, Act.Repeat], act =>
        {
            var step = Step(act, "a-key");

            Assert.True(step.MayBeRepeated(Listening.To(step, Answer(503, 1000503), Plan)));
            Assert.True(step.MayBeRepeated(Listening.Silence(step, wasSent: true, Cut)));
        });

    [Fact]
    public void MayBeRepeated_whatever_was_never_sent_or_shed() =>
        Assert.All(Enum.GetValues<Act>(), act =>
        {
            var step = Step(act);

            Assert.True(step.MayBeRepeated(Listening.Silence(step, wasSent: false, Cut)));
            Assert.True(step.MayBeRepeated(Listening.To(step, Answer(429, 1000429), Plan)));
        });

    [Fact]
    public void MayBeRepeated_not_what_was_answered()
    {
        var step = Step(Act.Book, "a-key");

        Assert.False(step.MayBeRepeated(Listening.To(step, Answer(400, 1000400), Plan)));
        Assert.False(step.MayBeRepeated(Listening.To(step, Answer(401, 1000401), Plan)));
    }

    [Fact]
    public void Again_is_sent_to_another_and_knows_since_when_it_is_wanted()
    {
        var first = Step(Act.Search);

        var third = first.Again(since: 7, target: 1).Again(since: 9, target: 0);

        Assert.Null(first.Target);
        Assert.Equal((2, 7L, 0), (third.Retries, third.Since!.Value, third.Target!.Value));
    }

    private static Step Step(Act act, string? key = null) => new()
    {
        Act = act,
        Visit = new SingleVisit(_ => throw new InvalidOperationException("Nobody comes.")) { Number = 1 },
        Attempt = new Attempt(0, 0, 0),
        Path = "/",
        Key = key,
    };

    private static Answer Answer(int status, int code) => new(
        status, Encoding.ASCII.GetBytes($"HTTP/1.1 {status} \r\nRetry-After: 1\r\n"),
        Encoding.ASCII.GetBytes($$"""{"responseCode":{{code}}}"""));
}
