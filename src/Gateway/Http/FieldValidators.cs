using System.Buffers;
using System.Collections.Immutable;
using FluentValidation;
using FluentValidation.Validators;

namespace Scheduling.Gateway.Http;

/// <summary>A rule of a <see cref="Field{T}"/>; its message begins with the member's path.</summary>
internal abstract class FieldValidator<T, TValue> : PropertyValidator<T, Field<TValue>>
{
    public override string Name => GetType().Name;

    public sealed override bool IsValid(ValidationContext<T> context, Field<TValue> value)
    {
        if (Fault(context, value) is not { } fault)
        {
            return true;
        }

        context.MessageFormatter.AppendArgument("Path", ShapeFaults.CamelCase(context.PropertyPath));
        context.MessageFormatter.AppendArgument("Fault", fault);
        return false;
    }

    /// <summary>What is wrong, to be read behind the member's path; nothing where all is well.</summary>
    protected abstract string? Fault(ValidationContext<T> context, Field<TValue> field);

    protected override string GetDefaultMessageTemplate(string errorCode) => "{Path} {Fault}";
}

internal sealed class RequiredField<T, TValue> : FieldValidator<T, TValue>, INotNullValidator
{
    private static readonly string Wrong = $"must be {FieldKind.Of(typeof(TValue))}";

    protected override string? Fault(ValidationContext<T> context, Field<TValue> field) =>
        field.HasValue ? null : field.IsWrong ? Wrong : "is required";
}

internal sealed class OptionalField<T, TValue> : FieldValidator<T, TValue>
{
    private static readonly string Wrong = $"must be {FieldKind.Of(typeof(TValue))}";

    protected override string? Fault(ValidationContext<T> context, Field<TValue> field) => field.IsWrong ? Wrong : null;
}

internal sealed class TextField<T, TValue>(int most, Func<TValue, string> text)
    : FieldValidator<T, TValue>, ILengthValidator
{
    public int Min => 0;

    public int Max => most;

    protected override string? Fault(ValidationContext<T> context, Field<TValue> field)
    {
        if (!field.HasValue)
        {
            return null;
        }

        var value = text(field.Value);
        return value.Length > most && value.EnumerateRunes().Count() > most ? $"must have at most {most} characters"
            : value.AsSpan().ContainsAny(Characters.Forbidden) ? "must not contain control characters"
            : null;
    }
}

internal static class Characters
{
    /// <summary>Control characters but tab and line breaks.</summary>
    public static SearchValues<char> Forbidden { get; } = SearchValues.Create([.. Enumerable.Range(0, 256)
        .Select(code => (char)code)
        .Where(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r'))]);
}

internal sealed class RangeField<T>(int least, int most) : FieldValidator<T, int>, IBetweenValidator
{
    public object From => least;

    public object To => most;

    protected override string? Fault(ValidationContext<T> context, Field<int> field) =>
        !field.HasValue || (field.Value >= least && field.Value <= most) ? null : $"must be from {least} to {most}";
}

internal sealed class CodeField<T>(ImmutableArray<int> codes) : FieldValidator<T, int>, ICodeRule
{
    public ImmutableArray<int> Codes => codes;

    protected override string? Fault(ValidationContext<T> context, Field<int> field) =>
        !field.HasValue || codes.Contains(field.Value) ? null : $"must be one of {string.Join(", ", codes)}";
}

internal sealed class AmountField<T> : FieldValidator<T, JsonNumber>, IAmountRule
{
    private const int MostDigits = 18;

    protected override string? Fault(ValidationContext<T> context, Field<JsonNumber> field) =>
        !field.HasValue || field.Value is { HasExponent: false, IsNegative: false, Digits: <= MostDigits }
            ? null
            : "must be zero or more, with at most 18 digits and no exponent";
}

internal sealed class TimeField<T> : FieldValidator<T, RequestTime>
{
    protected override string? Fault(ValidationContext<T> context, Field<RequestTime> field) =>
        field.HasValue ? field.Value.TryResolve(context.Zone(), out _).Describe() : null;
}
