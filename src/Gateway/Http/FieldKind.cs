using System.Collections.Immutable;
using FluentValidation;
using FluentValidation.Validators;

namespace Scheduling.Gateway.Http;

/// <summary>How messages name what a member has to be.</summary>
internal static class FieldKind
{
    public static string Of(Type type) => type switch
    {
        _ when type == typeof(int) => "an integer",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "a text",
        _ when type == typeof(Guid) => "a guid",
        _ when type == typeof(RequestTime) => "a time like 2019-03-14T17:48:00",
        _ when type == typeof(JsonNumber) => "a number",
        _ when type == typeof(NumberOrText) => "an integer or a text",
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => "an array",
        _ => "an object",
    };
}

/// <summary>A member that has one of a few numbers.</summary>
internal interface ICodeRule : IPropertyValidator
{
    ImmutableArray<int> Codes { get; }
}

/// <summary>A member that is an amount of money.</summary>
internal interface IAmountRule : IPropertyValidator;

/// <summary>A member with a limited number of elements.</summary>
internal interface IArrayRule : IPropertyValidator
{
    int Most { get; }
}

/// <summary>A member whose inside has rules of its own.</summary>
internal interface INestedRules : IPropertyValidator
{
    IValidator Nested { get; }
}
