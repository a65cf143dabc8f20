using System.Text;
using FluentValidation;
using FluentValidation.Results;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>Runs a validator and puts what it finds into the one error form.</summary>
internal static class ShapeFaults
{
    /// <summary>Nothing where the request has the shape that it needs.</summary>
    public static ApiError? Find<T>(T request, IValidator<T> validator, DateTimeZone? zone)
    {
        var result = validator.Validate(new ShapeContext<T>(request, zone ?? DateTimeZone.Utc));
        return result.IsValid ? null : ToError(result.Errors);
    }

    /// <summary>The zone of the caller whose request is checked; UTC where nobody is logged in.</summary>
    public static DateTimeZone Zone(this IValidationContext context) => ((IShapeContext)context).Zone;

    /// <summary><c>Participants[1].PersonId</c> as clients write it.</summary>
    public static string CamelCase(string path)
    {
        var text = new StringBuilder(path);
        for (var index = 0; index < text.Length; index++)
        {
            if (index == 0 || text[index - 1] == '.')
            {
                text[index] = char.ToLowerInvariant(text[index]);
            }
        }

        return text.ToString();
    }

    private static ApiError ToError(List<ValidationFailure> failures)
    {
        var errors = failures
            .GroupBy(failure => CamelCase(failure.PropertyName), failure => failure.ErrorMessage)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray());
        return ApiError.Invalid(failures[0].ErrorMessage, errors);
    }
}
