using Scheduling.Gateway.People;

namespace Scheduling.Gateway.Tests.People;

public sealed class DoorkeeperTests
{
    [Fact]
    public void Knows_who_was_asked_for_before()
    {
        var doorkeeper = new Doorkeeper(10);
        var ada = Guid.NewGuid();

        Assert.False(doorkeeper.Knows(ada));
        Assert.True(doorkeeper.Knows(ada));
    }

    [Fact]
    public void Forgets_who_was_asked_for_long_ago()
    {
        var doorkeeper = new Doorkeeper(10);
        var ada = Guid.NewGuid();
        doorkeeper.Knows(ada);

        for (var i = 0; i < 30_000; i++)
        {
            doorkeeper.Knows(Guid.NewGuid());
        }

        Assert.False(doorkeeper.Knows(ada));
    }

    [Fact]
    public void Ids_that_are_counted_up_do_not_share_places()
    {
        var doorkeeper = new Doorkeeper(14);
        var patients = Enumerable.Range(0, 500)
            .Select(number => Guid.Parse($"00000132-0001-4000-8000-{number:x12}")).ToList();
        patients.ForEach(id => doorkeeper.Knows(id));

        Assert.InRange(patients.Count(doorkeeper.Knows), 450, 500);
    }
}
