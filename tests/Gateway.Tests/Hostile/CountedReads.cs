using System.Collections.Concurrent;
using System.Reflection;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>Stands before a store and writes down which of its members are called.</summary>
/// <remarks>It is no sealed class because the proxy that the runtime makes derives from it.</remarks>
public class CountedReads : DispatchProxy
{
    private object inner = null!;
    private ConcurrentQueue<string> calls = null!;

    public static T Of<T>(T inner, ConcurrentQueue<string> calls)
        where T : class
    {
        var proxy = Create<T, CountedReads>();
        var counted = (CountedReads)(object)proxy;
        (counted.inner, counted.calls) = (inner, calls);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        calls.Enqueue(targetMethod!.Name);
        try
        {
            return targetMethod.Invoke(inner, args);
        }
        catch (TargetInvocationException thrown)
        {
            throw thrown.InnerException!;
        }
    }
}
