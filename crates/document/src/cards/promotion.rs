//! Ghost's cards that sell something: call to action, header, sign-up, product.

use super::Visibility;
use crate::attr::card;

card! {
    /// A call to action.
    CallToAction {
        /// `minimal` or `immersive`.
        layout "layout": String as Token = "minimal",
        /// `left` or `center`.
        alignment "alignment": String as Token = "left",
        /// Block HTML.
        text "textValue": String as Html = "",
        /// There is a button.
        show_button "showButton": bool as Text = true,
        /// There are lines above and below.
        show_dividers "showDividers": bool as Text = true,
        /// What the button says.
        button_text "buttonText": String as Text = "Learn more",
        /// Where the button leads.
        button_url "buttonUrl": String as Link = "",
        /// `accent` or a CSS colour.
        button_color "buttonColor": String as Token = "#000000",
        /// CSS colour.
        button_text_color "buttonTextColor": String as Token = "#ffffff",
        /// There is a label above.
        has_sponsor_label "hasSponsorLabel": bool as Text = true,
        /// Inline HTML.
        sponsor_label "sponsorLabel": String as Rich = "SPONSORED",
        /// Ends in the class `kg-cta-bg-COLOUR`.
        background_color "backgroundColor": String as Token = "grey",
        /// `text` or `accent`.
        link_color "linkColor": String as Token = "text",
        /// A picture.
        image_url "imageUrl": String as Source = "",
        /// Pixels.
        image_width "imageWidth": Option<u32> as Text = None::<u32>,
        /// Pixels.
        image_height "imageHeight": Option<u32> as Text = None::<u32>,
        /// Who sees it.
        visibility "visibility": Visibility as Text = Visibility::default(),
    }
}

card! {
    /// A header across the page; version 1 and 2 look different.
    Header {
        /// `small`, `medium`, `large` (version 1).
        size "size": String as Token = "small",
        /// `dark`, `light`, `accent`, `image` (version 1).
        style "style": String as Token = "dark",
        /// There is a button.
        button_enabled "buttonEnabled": bool as Text = false,
        /// Where the button leads.
        button_url "buttonUrl": String as Link = "",
        /// What the button says.
        button_text "buttonText": String as Text = "",
        /// Inline HTML.
        header "header": String as Rich = "",
        /// Inline HTML.
        subheader "subheader": String as Rich = "",
        /// A picture behind it.
        background_image_src "backgroundImageSrc": String as Source = "",
        /// 1 or 2.
        version "version": u32 as Text = 1u32,
        /// CSS colour.
        accent_color "accentColor": String as Token = "#FF1A75",
        /// `left` or `center`.
        alignment "alignment": String as Token = "center",
        /// `accent` or a CSS colour.
        background_color "backgroundColor": String as Token = "#000000",
        /// Pixels.
        background_image_width "backgroundImageWidth": Option<u32> as Text = None::<u32>,
        /// Pixels.
        background_image_height "backgroundImageHeight": Option<u32> as Text = None::<u32>,
        /// `cover` or `contain`.
        background_size "backgroundSize": String as Token = "cover",
        /// CSS colour.
        text_color "textColor": String as Token = "#FFFFFF",
        /// `accent` or a CSS colour.
        button_color "buttonColor": String as Token = "#ffffff",
        /// CSS colour.
        button_text_color "buttonTextColor": String as Token = "#000000",
        /// `regular`, `wide`, `full` or `split`.
        layout "layout": String as Token = "full",
        /// Picture and text change sides.
        swapped "swapped": bool as Text = false,
    }
}

card! {
    /// A box in which a reader signs up.
    Signup {
        /// `left` or `center`.
        alignment "alignment": String as Token = "left",
        /// `accent`, `transparent` or a CSS colour.
        background_color "backgroundColor": String as Token = "#F0F0F0",
        /// A picture behind it.
        background_image_src "backgroundImageSrc": String as Source = "",
        /// `cover` or `contain`.
        background_size "backgroundSize": String as Token = "cover",
        /// CSS colour; empty inherits.
        text_color "textColor": String as Token = "#000000",
        /// `accent` or a CSS colour.
        button_color "buttonColor": String as Token = "accent",
        /// CSS colour.
        button_text_color "buttonTextColor": String as Token = "#FFFFFF",
        /// What the button says.
        button_text "buttonText": String as Text = "Subscribe",
        /// Inline HTML.
        disclaimer "disclaimer": String as Rich = "",
        /// Inline HTML.
        header "header": String as Rich = "",
        /// Labels that a new member gets.
        labels "labels": Vec<String> as Text = Vec::<String>::new(),
        /// `regular`, `wide`, `full` or `split`.
        layout "layout": String as Token = "wide",
        /// Inline HTML.
        subheader "subheader": String as Rich = "",
        /// Said when it worked.
        success_message "successMessage": String as Text = "Email sent! Check your inbox to complete your signup.",
        /// Picture and text change sides.
        swapped "swapped": bool as Text = false,
    }
}

card! {
    /// A product with picture, rating and button.
    Product {
        /// A picture.
        image_src "productImageSrc": String as Source = "",
        /// Pixels.
        image_width "productImageWidth": Option<u32> as Text = None::<u32>,
        /// Pixels.
        image_height "productImageHeight": Option<u32> as Text = None::<u32>,
        /// Inline HTML.
        title "productTitle": String as Rich = "",
        /// Block HTML.
        description "productDescription": String as Html = "",
        /// There are stars.
        rating_enabled "productRatingEnabled": bool as Text = false,
        /// 0 to 5.
        star_rating "productStarRating": u32 as Text = 5u32,
        /// There is a button.
        button_enabled "productButtonEnabled": bool as Text = false,
        /// What the button says.
        button "productButton": String as Text = "",
        /// Where the button leads.
        url "productUrl": String as Link = "",
    }
}
