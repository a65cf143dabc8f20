using System.Collections.Concurrent;
using System.Reflection;
using Scheduling.Silo.Cluster;

namespace Scheduling.Gateway.Cluster;

/// <summary>
/// A call that a silo took with it, that found nobody, or that has used up half of its time is made again, once, where
/// that does no harm: each method says so with <see cref="RepeatableAttribute"/>. Everything else is the caller's to
/// repeat, who hears 503.
/// </summary>
internal sealed class SecondCalls(LostSilos losses, TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>Not so soon that the cluster has had no time to find out where the grain is now.</summary>
    private static readonly TimeSpan BeforeSecond = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Half of what an answer is waited for: a message that a stopping silo took with it is missed by nobody else.
    /// </summary>
    private static readonly TimeSpan LongestFirst = ClusterTimes.LongestAnswer / 2;

    private static readonly ConcurrentDictionary<MethodInfo, bool> Repeatable = [];
    private static readonly AsyncLocal<bool> IsSecond = new();

    public Task Invoke(IOutgoingGrainCallContext call) =>
        call.SourceContext is null && !IsSecond.Value && IsRepeatable(call) ? Repeat(call) : call.Invoke();

    private static bool IsRepeatable(IOutgoingGrainCallContext call) => Repeatable.GetOrAdd(
        call.InterfaceMethod, method => method.IsDefined(typeof(RepeatableAttribute), inherit: false));

    private async Task Repeat(IOutgoingGrainCallContext call)
    {
        var lost = losses.Next;
        var first = call.Invoke();
        await first.WaitAsync(LongestFirst, time, lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!first.IsCompleted && Arguments(call) is { } arguments)
        {
            // Whether it was that silo's to answer nobody knows here. Its answer may still come; nobody waits for it.
            _ = first.ContinueWith(late => late.Exception, TaskScheduler.Default);
            await Second(call, arguments);
            return;
        }

        try
        {
            await first;
        }
        catch (OrleansException) when (Arguments(call) is not null)
        {
            await Task.Delay(BeforeSecond, time);
            await Second(call, Arguments(call)!);
        }
    }

    /// <summary>A call of its own: the first one may be under way.</summary>
    private static async Task Second(IOutgoingGrainCallContext call, object?[] arguments)
    {
        IsSecond.Value = true;
        var second = (Task)call.InterfaceMethod.Invoke(call.Grain, arguments)!;
        await second;
        call.Result = second.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(second);
    }

    /// <returns>Nothing where a command says that it is not to be repeated.</returns>
    private static object?[]? Arguments(IOutgoingGrainCallContext call)
    {
        var arguments = new object?[call.Request.GetArgumentCount()];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = call.Request.GetArgument(i);
            arguments[i] = argument is IRepeatedCommand command ? command.Again() : argument;
            if (argument is IRepeatedCommand && arguments[i] is null)
            {
                return null;
            }
        }

        return arguments;
    }
}
