using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// What lies between a silo and the database: statements come late, or not at all, or their answers do not come back.
/// What was sent arrives whoever dies meanwhile.
/// </summary>
internal sealed class Wire(Agenda agenda, Weather weather)
{
    /// <summary>Nothing is written; where no answer comes the read failed.</summary>
    public Task<T> Read<T>(Func<T> statement)
    {
        var answer = new TaskCompletionSource<T>();
        if (weather.Strikes(60))
        {
            Fail(answer, new StoreUnavailableException("Nothing was read."));
        }
        else
        {
            agenda.After(agenda.Latency(), () => Answer(answer, statement()));
        }

        return answer.Task;
    }

    /// <summary>Runs a commit, or not, and tells what became of it, or not.</summary>
    public Task<T> Write<T>(Func<T> statement)
    {
        var answer = new TaskCompletionSource<T>();
        switch (weather.Strikes(25) ? agenda.Pick(3) : -1)
        {
            case 0:
                Fail(answer, new StoreUnavailableException("Nothing was written."));
                break;
            case 1:
                Fail(answer, new OutcomeUnknownException("The connection was lost before the commit."));
                break;
            case 2:
                agenda.After(agenda.Latency(), () => statement());
                Fail(answer, new OutcomeUnknownException("The connection was lost after the commit."));
                break;
            default:
                agenda.After(agenda.Latency(), () => Answer(answer, statement()));
                break;
        }

        return answer.Task;
    }

    private void Answer<T>(TaskCompletionSource<T> answer, T value) =>
        agenda.After(agenda.Latency(), () => answer.TrySetResult(value));

    private void Fail<T>(TaskCompletionSource<T> answer, Exception fault) =>
        agenda.After(agenda.Latency() + agenda.Latency(), () => answer.TrySetException(fault));
}
