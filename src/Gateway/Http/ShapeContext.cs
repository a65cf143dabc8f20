using FluentValidation;
using FluentValidation.Internal;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>What the rules of a request's shape know beside the value that they look at.</summary>
internal interface IShapeContext
{
    /// <summary>The zone of the caller whose request is checked; UTC where nobody is logged in.</summary>
    DateTimeZone Zone { get; }
}

internal sealed class ShapeContext<T>(T value, DateTimeZone zone, PropertyChain? path = null)
    : ValidationContext<T>(value, path, ValidatorOptions.Global.ValidatorSelectors.DefaultValidatorSelectorFactory()),
        IShapeContext
{
    public DateTimeZone Zone => zone;
}

internal static class ShapeContext
{
    /// <summary>
    /// Looks at what stands in the member being checked, or in one of its elements. Its faults are told under the path
    /// of both; paths cost more than all rules together, so that they are made only where something is wrong.
    /// </summary>
    public static void ValidateInside<T, TValue>(
        this ValidationContext<T> context, IValidator<TValue> validator, TValue value, int? index = null)
    {
        if (validator.Validate(new ShapeContext<TValue>(value, context.Zone())).IsValid)
        {
            return;
        }

        var inside = new ShapeContext<TValue>(value, context.Zone(), context.PathInside(index));
        foreach (var fault in validator.Validate(inside).Errors)
        {
            context.AddFailure(fault);
        }
    }

    private static PropertyChain PathInside<T>(this ValidationContext<T> context, int? index)
    {
        var inside = new PropertyChain(context.PropertyChain);
        var path = context.PropertyPath;
        inside.Add(path[(path.LastIndexOf('.') + 1)..]);
        if (index is { } position)
        {
            inside.AddIndexer(position);
        }

        return inside;
    }
}
