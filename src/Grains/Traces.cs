using System.Diagnostics;

namespace Scheduling.Grains;

/// <summary>Work that is done once for many requests.</summary>
internal static class Traces
{
    /// <summary>The trace that runs here and now; none where nobody traces.</summary>
    public static ActivityContext Current => Activity.Current?.Context ?? default;

    /// <summary>A child of the first request that is traced, linked to the others; nothing where none is.</summary>
    public static Activity? StartShared(ActivitySource source, string name, IEnumerable<ActivityContext> requests)
    {
        var traced = requests.Where(request => request.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)).ToList();
        return traced is [var first, .. var others]
            ? source.StartActivity(
                ActivityKind.Internal, first, links: others.Select(other => new ActivityLink(other)), name: name)
            : null;
    }
}
