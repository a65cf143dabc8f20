using System.Collections.Immutable;
using FluentValidation;
using FluentValidation.Results;

namespace Scheduling.Gateway.Http;

/// <summary>An object; its validator adds its faults to the same list, under the object's path.</summary>
internal sealed class ObjectField<T, TValue>(IValidator<TValue> validator) : FieldValidator<T, TValue>, INestedRules
    where TValue : class
{
    public IValidator Nested => validator;

    protected override string? Fault(ValidationContext<T> context, Field<TValue> field)
    {
        if (field.HasValue)
        {
            context.ValidateInside(validator, field.Value);
        }

        return null;
    }
}

/// <summary>An array of objects.</summary>
internal sealed class ArrayField<T, TValue>(int most, IValidator<TValue> validator)
    : FieldValidator<T, ImmutableArray<Field<TValue>>>, INestedRules, IArrayRule
    where TValue : class
{
    private static readonly string Wrong = $"must be {FieldKind.Of(typeof(TValue))}";

    public IValidator Nested => validator;

    public int Most => most;

    protected override string? Fault(ValidationContext<T> context, Field<ImmutableArray<Field<TValue>>> field)
    {
        if (!field.HasValue)
        {
            return null;
        }

        if (field.Value.Length > most)
        {
            return $"must have at most {most} elements";
        }

        for (var index = 0; index < field.Value.Length; index++)
        {
            CheckElement(context, field.Value[index], index);
        }

        return null;
    }

    private void CheckElement(ValidationContext<T> context, Field<TValue> element, int index)
    {
        if (element.HasValue)
        {
            context.ValidateInside(validator, element.Value, index);
            return;
        }

        var path = $"{context.PropertyPath}[{index}]";
        context.AddFailure(new ValidationFailure(path, $"{ShapeFaults.CamelCase(path)} {Wrong}"));
    }
}
