import { pathData as accept } from "@ui5/webcomponents-icons/dist/v5/accept.js";
import { pathData as actionSettings } from "@ui5/webcomponents-icons/dist/v5/action-settings.js";
import { pathData as add } from "@ui5/webcomponents-icons/dist/v5/add.js";
import { pathData as addFilter } from "@ui5/webcomponents-icons/dist/v5/add-filter.js";
import { pathData as alert } from "@ui5/webcomponents-icons/dist/v5/alert.js";
import { pathData as arrowLeft } from "@ui5/webcomponents-icons/dist/v5/arrow-left.js";
import { pathData as arrowRight } from "@ui5/webcomponents-icons/dist/v5/arrow-right.js";
import { pathData as barChart } from "@ui5/webcomponents-icons/dist/v5/bar-chart.js";
import { pathData as bell } from "@ui5/webcomponents-icons/dist/v5/bell.js";
import { pathData as chainLink } from "@ui5/webcomponents-icons/dist/v5/chain-link.js";
import { pathData as closeCommandField } from "@ui5/webcomponents-icons/dist/v5/close-command-field.js";
import { pathData as cloud } from "@ui5/webcomponents-icons/dist/v5/cloud.js";
import { pathData as collapseGroup } from "@ui5/webcomponents-icons/dist/v5/collapse-group.js";
import { pathData as compare } from "@ui5/webcomponents-icons/dist/v5/compare.js";
import { pathData as copy } from "@ui5/webcomponents-icons/dist/v5/copy.js";
import { pathData as decline } from "@ui5/webcomponents-icons/dist/v5/decline.js";
import { pathData as remove } from "@ui5/webcomponents-icons/dist/v5/delete.js";
import { pathData as disconnected } from "@ui5/webcomponents-icons/dist/v5/disconnected.js";
import { pathData as download } from "@ui5/webcomponents-icons/dist/v5/download.js";
import { pathData as duplicate } from "@ui5/webcomponents-icons/dist/v5/duplicate.js";
import { pathData as edit } from "@ui5/webcomponents-icons/dist/v5/edit.js";
import { pathData as error } from "@ui5/webcomponents-icons/dist/v5/error.js";
import { pathData as exitFullScreen } from "@ui5/webcomponents-icons/dist/v5/exit-full-screen.js";
import { pathData as expandGroup } from "@ui5/webcomponents-icons/dist/v5/expand-group.js";
import { pathData as favorite } from "@ui5/webcomponents-icons/dist/v5/favorite.js";
import { pathData as filter } from "@ui5/webcomponents-icons/dist/v5/filter.js";
import { pathData as folderBlank } from "@ui5/webcomponents-icons/dist/v5/folder-blank.js";
import { pathData as fullScreen } from "@ui5/webcomponents-icons/dist/v5/full-screen.js";
import { pathData as globe } from "@ui5/webcomponents-icons/dist/v5/globe.js";
import { pathData as group } from "@ui5/webcomponents-icons/dist/v5/group.js";
import { pathData as history } from "@ui5/webcomponents-icons/dist/v5/history.js";
import { pathData as information } from "@ui5/webcomponents-icons/dist/v5/information.js";
import { pathData as journeyChange } from "@ui5/webcomponents-icons/dist/v5/journey-change.js";
import { pathData as key } from "@ui5/webcomponents-icons/dist/v5/key.js";
import { pathData as less } from "@ui5/webcomponents-icons/dist/v5/less.js";
import { pathData as lightbulb } from "@ui5/webcomponents-icons/dist/v5/lightbulb.js";
import { pathData as locked } from "@ui5/webcomponents-icons/dist/v5/locked.js";
import { pathData as pause } from "@ui5/webcomponents-icons/dist/v5/media-pause.js";
import { pathData as play } from "@ui5/webcomponents-icons/dist/v5/media-play.js";
import { pathData as navigationDownArrow } from "@ui5/webcomponents-icons/dist/v5/navigation-down-arrow.js";
import { pathData as navigationRightArrow } from "@ui5/webcomponents-icons/dist/v5/navigation-right-arrow.js";
import { pathData as navigationUpArrow } from "@ui5/webcomponents-icons/dist/v5/navigation-up-arrow.js";
import { pathData as openCommandField } from "@ui5/webcomponents-icons/dist/v5/open-command-field.js";
import { pathData as overflow } from "@ui5/webcomponents-icons/dist/v5/overflow.js";
import { pathData as paste } from "@ui5/webcomponents-icons/dist/v5/paste.js";
import { pathData as personPlaceholder } from "@ui5/webcomponents-icons/dist/v5/person-placeholder.js";
import { pathData as process } from "@ui5/webcomponents-icons/dist/v5/process.js";
import { pathData as questionMark } from "@ui5/webcomponents-icons/dist/v5/question-mark.js";
import { pathData as redo } from "@ui5/webcomponents-icons/dist/v5/redo.js";
import { pathData as refresh } from "@ui5/webcomponents-icons/dist/v5/refresh.js";
import { pathData as search } from "@ui5/webcomponents-icons/dist/v5/search.js";
import { pathData as slimArrowDown } from "@ui5/webcomponents-icons/dist/v5/slim-arrow-down.js";
import { pathData as slimArrowRight } from "@ui5/webcomponents-icons/dist/v5/slim-arrow-right.js";
import { pathData as slimArrowUp } from "@ui5/webcomponents-icons/dist/v5/slim-arrow-up.js";
import { pathData as sortAscending } from "@ui5/webcomponents-icons/dist/v5/sort-ascending.js";
import { pathData as sortDescending } from "@ui5/webcomponents-icons/dist/v5/sort-descending.js";
import { pathData as statusCritical } from "@ui5/webcomponents-icons/dist/v5/status-critical.js";
import { pathData as statusInactive } from "@ui5/webcomponents-icons/dist/v5/status-inactive.js";
import { pathData as statusNegative } from "@ui5/webcomponents-icons/dist/v5/status-negative.js";
import { pathData as statusPositive } from "@ui5/webcomponents-icons/dist/v5/status-positive.js";
import { pathData as sysEnter2 } from "@ui5/webcomponents-icons/dist/v5/sys-enter-2.js";
import { pathData as sysHelp } from "@ui5/webcomponents-icons/dist/v5/sys-help.js";
import { pathData as tableView } from "@ui5/webcomponents-icons/dist/v5/table-view.js";
import { pathData as textFormatting } from "@ui5/webcomponents-icons/dist/v5/text-formatting.js";
import { pathData as tree } from "@ui5/webcomponents-icons/dist/v5/tree.js";
import { pathData as undo } from "@ui5/webcomponents-icons/dist/v5/undo.js";
import { pathData as upload } from "@ui5/webcomponents-icons/dist/v5/upload.js";
import { pathData as verticalGrip } from "@ui5/webcomponents-icons/dist/v5/vertical-grip.js";

/** The icons of the frame and the lists, drawn without UI5's icon component. Add one here to use it. */
export const icons = {
  accept,
  "action-settings": actionSettings,
  add,
  "add-filter": addFilter,
  alert,
  "arrow-left": arrowLeft,
  "arrow-right": arrowRight,
  "bar-chart": barChart,
  "table-view": tableView,
  bell,
  "chain-link": chainLink,
  cloud,
  "collapse-group": collapseGroup,
  copy,
  decline,
  delete: remove,
  disconnected,
  download,
  duplicate,
  edit,
  error,
  "exit-full-screen": exitFullScreen,
  "expand-group": expandGroup,
  favorite,
  filter,
  "folder-blank": folderBlank,
  "full-screen": fullScreen,
  globe,
  group,
  history,
  information,
  "journey-change": journeyChange,
  less,
  locked,
  "navigation-down-arrow": navigationDownArrow,
  "navigation-right-arrow": navigationRightArrow,
  "navigation-up-arrow": navigationUpArrow,
  overflow,
  paste,
  "media-pause": pause,
  "media-play": play,
  "person-placeholder": personPlaceholder,
  process,
  "question-mark": questionMark,
  refresh,
  search,
  "slim-arrow-down": slimArrowDown,
  "slim-arrow-right": slimArrowRight,
  "slim-arrow-up": slimArrowUp,
  "sort-ascending": sortAscending,
  "sort-descending": sortDescending,
  "status-critical": statusCritical,
  "status-inactive": statusInactive,
  "status-negative": statusNegative,
  "status-positive": statusPositive,
  "sys-enter-2": sysEnter2,
  "sys-help": sysHelp,
  tree,
  undo,
  upload,
  redo,
  "text-formatting": textFormatting,
  compare,
  "close-command-field": closeCommandField,
  "open-command-field": openCommandField,
  key,
  lightbulb,
  "vertical-grip": verticalGrip,
};

export type IconName = keyof typeof icons;
