using System.Collections.Immutable;
using FluentValidation;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Rules for <see cref="Field{T}"/> members. Every chain begins with <c>Required</c> or <c>Optional</c>, which refuse
/// the wrong kind; what follows is checked only where there is a value. Swagger shows these rules.
/// </summary>
internal static class FieldRules
{
    public static IRuleBuilderOptions<T, Field<TValue>> Required<T, TValue>(this IRuleBuilder<T, Field<TValue>> rule) =>
        rule.SetValidator(new RequiredField<T, TValue>());

    public static IRuleBuilderOptions<T, Field<TValue>> Optional<T, TValue>(this IRuleBuilder<T, Field<TValue>> rule) =>
        rule.SetValidator(new OptionalField<T, TValue>());

    /// <summary>At most so many characters, none of them a control character but tab and line breaks.</summary>
    public static IRuleBuilderOptions<T, Field<string>> Text<T>(this IRuleBuilder<T, Field<string>> rule, int most) =>
        rule.SetValidator(new TextField<T, string>(most, text => text));

    /// <inheritdoc cref="Text{T}(IRuleBuilder{T, Field{string}}, int)"/>
    public static IRuleBuilderOptions<T, Field<NumberOrText>> Text<T>(
        this IRuleBuilder<T, Field<NumberOrText>> rule, int most) =>
        rule.SetValidator(new TextField<T, NumberOrText>(most, value => value.Text));

    /// <summary>Both ends belong to it.</summary>
    public static IRuleBuilderOptions<T, Field<int>> Between<T>(
        this IRuleBuilder<T, Field<int>> rule, int least, int most) =>
        rule.SetValidator(new RangeField<T>(least, most));

    /// <summary>One of the numbers of a code table.</summary>
    public static IRuleBuilderOptions<T, Field<int>> OneOf<T>(
        this IRuleBuilder<T, Field<int>> rule, params int[] codes) =>
        rule.SetValidator(new CodeField<T>([.. codes]));

    /// <summary>An amount of money: not negative, at most 18 digits, no exponent.</summary>
    public static IRuleBuilderOptions<T, Field<JsonNumber>> Amount<T>(this IRuleBuilder<T, Field<JsonNumber>> rule) =>
        rule.SetValidator(new AmountField<T>());

    /// <summary>A time that the caller's clocks show (see <see cref="RequestTime.TryResolve"/>).</summary>
    public static IRuleBuilderOptions<T, Field<RequestTime>> ExistsForCaller<T>(
        this IRuleBuilder<T, Field<RequestTime>> rule) =>
        rule.SetValidator(new TimeField<T>());

    /// <summary>An object with rules of its own.</summary>
    public static IRuleBuilderOptions<T, Field<TValue>> Object<T, TValue>(
        this IRuleBuilder<T, Field<TValue>> rule, IValidator<TValue> validator)
        where TValue : class =>
        rule.SetValidator(new ObjectField<T, TValue>(validator));

    /// <summary>An array of at most so many objects, each with rules of its own.</summary>
    public static IRuleBuilderOptions<T, Field<ImmutableArray<Field<TValue>>>> Each<T, TValue>(
        this IRuleBuilder<T, Field<ImmutableArray<Field<TValue>>>> rule, int most, IValidator<TValue> validator)
        where TValue : class =>
        rule.SetValidator(new ArrayField<T, TValue>(most, validator));

    /// <summary>
    /// Anything else that a value has to be; <paramref name="message"/> is a whole sentence without input.
    /// </summary>
    public static IRuleBuilderOptions<T, Field<TValue>> Is<T, TValue>(
        this IRuleBuilder<T, Field<TValue>> rule, Func<TValue, bool> holds, string message) =>
        rule.Must(field => !field.HasValue || holds(field.Value)).WithMessage(message);
}
