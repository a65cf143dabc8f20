using System.Text.Json.Serialization.Metadata;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.V21;

/// <summary>Answers in a list, whatever endpoints answer alone.</summary>
internal static class ListsOfOne
{
    /// <summary>
    /// A <typeparamref name="TOne"/> that an endpoint of the group answers is answered as a list, under the same ETag,
    /// and described so; all other answers and every error stay as they are.
    /// </summary>
    public static RouteGroupBuilder ListsOne<TOne, TList>(
        this RouteGroupBuilder group, Func<TOne, TList> list, JsonTypeInfo<TList> type)
    {
        group.AddEndpointFilter(async (call, next) =>
        {
            var answer = await next(call);
            return answer is JsonAnswer<TOne> one ? one.As(list, type) : answer;
        });
        ((IEndpointConventionBuilder)group).Finally(endpoint => Describe<TOne, TList>(endpoint.Metadata));
        return group;
    }

    private static void Describe<TOne, TList>(IList<object> metadata)
    {
        if (metadata.OfType<AnswerDescription>().LastOrDefault() is not { } answer || answer.Type != typeof(TOne))
        {
            return;
        }

        metadata.Add(answer with { Type = typeof(TList) });
        for (var i = 0; i < metadata.Count; i++)
        {
            if (metadata[i] is AnswerExample example)
            {
                metadata[i] = example with { Json = $$"""{ "data": [{{example.Json}}], "total": 1 }""" };
            }
        }
    }
}
